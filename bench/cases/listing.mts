import { Agent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import axios from 'axios';
import { arrayAt, at, objectAt, type JsonObject } from '../../host/shape.mts';
import { count, seconds } from '../figures.mts';
import type { Account, Subject } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import { lastItem, leastRequests, ours, pagedRequest, splitOut } from '../steps.mts';
import {
	barsOf,
	comparisonTable,
	inTurn,
	multiple,
	saved,
	type MeasuredCase,
} from './measuredCase.mts';

const rows = 100_000;
const latencyMs = 20;
const bound = 120;

/** Get Many of charging keys with Return All. */
export function getMany(): Subject {
	return {
		name: 'Get Many (this package)',
		work: ({ reference }) => [
			ours(reference, { resource: 'chargingKey', operation: 'getAll', returnAll: true }),
		],
		end: lastItem,
	};
}

/** The list of keys, for generic clients. */
export const keyList = {
	path: '/emp/v1/charging-keys',
	field: 'keys',
	pageSize: { name: 'page_size', value: '500' },
};

const pages = rows / Number(keyList.pageSize.value);
const floor = (pages * latencyMs) / 1000;

export function listByHttpRequest(): Subject {
	const { path, field, pageSize } = keyList;
	return {
		name: 'HTTP Request + Split Out',
		work: ({ baseUrl, reference }) => [
			pagedRequest(reference, baseUrl + path, pageSize),
			splitOut('Work', field),
		],
		end: lastItem,
	};
}

/** Returns a minimal loop outside n8n that keeps its connection open and returns the last row. */
export function keepAliveLoop(tlsAgent?: () => HttpsAgent) {
	const { path, field, pageSize } = keyList;
	return {
		name: 'A keep-alive client outside n8n (axios)',
		outside: async ({ baseUrl, simulator }: Account) => {
			const [httpAgent, httpsAgent] = [new Agent({ keepAlive: true }), tlsAgent?.()];
			const client = axios.create({
				...{ baseURL: baseUrl, proxy: false, httpAgent, httpsAgent },
				headers: { 'X-API-Key': simulator.apiKey },
			});
			let last: unknown;
			for (let cursor: unknown = ''; cursor !== undefined; ) {
				const params = { [pageSize.name]: pageSize.value, ...(cursor !== '' && { cursor }) };
				const { data } = await client.get<unknown>(path, { params });
				last = arrayAt(data, field).at(-1);
				cursor = at(data, 'cursor');
			}
			httpAgent.destroy();
			httpsAgent?.destroy();
			return objectAt(last);
		},
	} satisfies Subject;
}

const many = getMany();
const plain = listByHttpRequest();
const least: Subject = {
	name: 'The least node',
	work: ({ baseUrl, reference }) => [
		leastRequests(reference, 'keys', [
			{ url: `${baseUrl}${keyList.path}?${keyList.pageSize.name}=${keyList.pageSize.value}` },
		]),
	],
};
const subjects = [many, plain, least, keepAliveLoop(), ...saved([many, plain])];

export const listKeys: MeasuredCase = {
	name: 'list',
	title: `List ${count(rows)} charging keys, ${latencyMs} ms latency`,
	rounds: 3,
	run: (bench) =>
		bench.laboratory.withAccount(
			{ keys: rows, latencyMs, requestsPerMinute: unlimited },
			async (account) => {
				const trials = await inTurn(bench, account, subjects, bound, (result) =>
					wrongList(result, account, pages),
				);
				const reached = multiple(trials, [many, least]);
				return {
					text: `Floor: ${count(pages)} pages × ${latencyMs} ms = ${seconds(floor)} s. Get Many takes ${reached.toFixed(2)} × the least node, which asks for page after page and keeps the last row.\n\n${comparisonTable(trials, floor)}`,
					targets: [
						{
							letter: 'a',
							what: `List ${count(rows)} charging keys, × the least node`,
							atMost: 1.1,
							reached,
						},
					],
					chart: {
						unit: 'Seconds (median; a dot for each round)',
						bars: barsOf(trials, (trial) => trial.seconds),
						floor: { name: 'pages × latency', value: floor },
					},
				};
			},
		),
};

/** Checks that all pages were fetched and the last item is the last row; the package's tests check the rest. */
export async function wrongList(
	result: JsonObject,
	{ simulator }: Account,
	pages: number,
): Promise<string | undefined> {
	const { requests } = await simulator.state();
	if (requests !== pages) return `${String(requests)} requests instead of ${pages}`;
	const last = await simulator.lastKey();
	return isDeepStrictEqual(result, last) ? undefined : 'the last item is not the last row';
}
