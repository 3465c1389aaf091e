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

const latencyMs = 20;
const bound = 120;

/** Get Many with Return All. */
export function getMany(resource: string): Subject {
	return {
		name: 'Get Many (this package)',
		work: ({ reference }) => [ours(reference, { resource, operation: 'getAll', returnAll: true })],
		end: lastItem,
	};
}

/** A list of the API, for generic clients. */
interface List {
	path: string;
	field: string;
	pageSize: { name: string; value: string };
}

export const keyList: List = {
	path: '/emp/v1/charging-keys',
	field: 'keys',
	pageSize: { name: 'page_size', value: '500' },
};

const orderList: List = {
	path: '/emp/v1/orders',
	field: 'products',
	pageSize: { name: 'pageSize', value: '100' },
};

export function listByHttpRequest({ path, field, pageSize }: List): Subject {
	return {
		name: 'HTTP Request + Split Out',
		work: ({ baseUrl, reference }) => [
			pagedRequest(reference, baseUrl + path, pageSize),
			splitOut('Work', field),
		],
		end: lastItem,
	};
}

function leastNode({ path, field, pageSize }: List): Subject {
	return {
		name: 'The least node',
		work: ({ baseUrl, reference }) => [
			leastRequests(reference, field, [
				{ url: `${baseUrl}${path}?${pageSize.name}=${pageSize.value}` },
			]),
		],
	};
}

/** Returns a minimal loop outside n8n that keeps its connection open and returns the last row. */
export function keepAliveLoop({ path, field, pageSize }: List, tlsAgent?: () => HttpsAgent) {
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

interface Listing extends Pick<MeasuredCase, 'name' | 'rounds'> {
	rows: number;
	what: 'keys' | 'orders';
	noun: string;
	resource: string;
	list: List;
	/** Maximum time as a multiple of the least node's. */
	atMost?: number;
}

function listing({ rows, what, noun, resource, list, atMost, ...named }: Listing): MeasuredCase {
	const pages = Math.ceil(rows / Number(list.pageSize.value));
	const floor = (pages * latencyMs) / 1000;
	const many = getMany(resource);
	const least = leastNode(list);
	const plain = listByHttpRequest(list);
	const subjects = [many, plain, least, keepAliveLoop(list), ...saved([many, plain])];
	return {
		...named,
		title: `List ${count(rows)} ${noun}, ${latencyMs} ms latency`,
		run: (bench) =>
			bench.laboratory.withAccount(
				{ [what]: rows, latencyMs, requestsPerMinute: unlimited },
				async (account) => {
					const trials = await inTurn(bench, account, subjects, bound, (result) =>
						wrongList(result, account, what, pages),
					);
					const reached = multiple(trials, [many, least]);
					return {
						text: `Floor: ${count(pages)} pages × ${latencyMs} ms = ${seconds(floor)} s. Get Many takes ${reached.toFixed(2)} × the least node, which asks for page after page and keeps the last row.\n\n${comparisonTable(trials, floor)}`,
						...(atMost !== undefined && {
							targets: [
								{
									letter: 'a',
									what: `List ${count(rows)} ${noun}, × the least node`,
									atMost,
									reached,
								},
							],
							chart: {
								unit: 'Seconds (median; a dot for each round)',
								bars: barsOf(trials, (trial) => trial.seconds),
								floor: { name: 'pages × latency', value: floor },
							},
						}),
					};
				},
			),
	};
}

/** Checks that all pages were fetched and the last item is the last row; the package's tests check the rest. */
export async function wrongList(
	result: JsonObject,
	{ simulator }: Account,
	what: 'keys' | 'orders',
	pages: number,
): Promise<string | undefined> {
	const { requests } = await simulator.state();
	if (requests !== pages) return `${String(requests)} requests instead of ${pages}`;
	const last = await simulator.lastRow(what);
	return isDeepStrictEqual(result, last) ? undefined : 'the last item is not the last row';
}

export const listKeys = listing({
	name: 'list',
	rows: 100_000,
	rounds: 3,
	what: 'keys',
	noun: 'charging keys',
	resource: 'chargingKey',
	list: keyList,
	atMost: 1.1,
});

export const listOrders = listing({
	name: 'list-orders',
	rows: 20_000,
	// Like the keys, but with smaller pages: one round shows whether anything differs.
	rounds: 1,
	what: 'orders',
	noun: 'orders',
	resource: 'order',
	list: orderList,
});
