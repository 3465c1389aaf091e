import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../host/shape.mts';
import { bareListing } from '../bareClient.mts';
import { pagedRequest, splitOut } from '../httpRequest.mts';
import { leastList } from '../leastNode.mts';
import { count, markdownTable, megabytes, ratio, seconds } from '../markdown.mts';
import type { MeasuredCase } from '../measuredCase.mts';
import { median } from '../median.mts';
import { ours } from '../ours.mts';
import { unlimited } from '../simulatorProcess.mts';
import { lastItem } from '../steps.mts';
import { unsavedAndSaved, type Account, type Subject } from '../subject.mts';
import type { Trial } from '../trial.mts';
import { inTurn } from '../turns.mts';

const latencyMs = 20;
const bound = 120;

interface Listing {
	letter: string;
	rows: number;
	rounds: number;
	what: 'keys' | 'orders';
	noun: string;
	resource: string;
	path: string;
	field: string;
	pageSize: { parameter: string; rows: number };
}

const keys: Listing = {
	letter: 'a',
	rows: 100_000,
	rounds: 3,
	what: 'keys',
	noun: 'charging keys',
	resource: 'chargingKey',
	path: '/emp/v1/charging-keys',
	field: 'keys',
	pageSize: { parameter: 'page_size', rows: 500 },
};

const orders: Listing = {
	letter: 'b',
	rows: 20_000,
	// The same as the keys in smaller pages: once shows whether anything differs.
	rounds: 1,
	what: 'orders',
	noun: 'orders',
	resource: 'order',
	path: '/emp/v1/orders',
	field: 'products',
	pageSize: { parameter: 'pageSize', rows: 100 },
};

/** Get Many with Return All. */
export function getMany(resource: string): Subject {
	return {
		name: 'Get Many (this package)',
		work: (account) => [ours('Work', account, { resource, operation: 'getAll', returnAll: true })],
		end: lastItem,
	};
}

function listing(list: Listing): MeasuredCase {
	const { rows, noun, pageSize } = list;
	const pages = Math.ceil(rows / pageSize.rows);
	const floor = (pages * latencyMs) / 1000;
	const query = `${list.path}?${pageSize.parameter}=${pageSize.rows}`;
	const least: Subject = {
		name: 'A node that keeps the last row only',
		work: (account) => [leastList('Work', account, { path: query, field: list.field })],
	};
	const compared = unsavedAndSaved([
		getMany(list.resource),
		{
			name: 'HTTP Request + Split Out',
			work: (account) => [pagedRequest('Pages', account, list), splitOut('Work', list.field)],
			end: lastItem,
		},
	]);

	return {
		letter: list.letter,
		title: `List ${count(rows)} ${noun}, ${latencyMs} ms latency`,
		rounds: list.rounds,
		run: (laboratory, rounds, say) =>
			laboratory.withAccount(
				{ [list.what]: rows, latencyMs, requestsPerMinute: unlimited },
				async (account) => {
					const bare: number[] = [];
					while (bare.length < rounds) bare.push(await bareListing(account.simulator, query));
					const trials = await inTurn([...compared, least], {
						laboratory,
						account,
						rounds,
						say,
						bound,
						wrong: (result) => wrongList(result, account, list.what, pages),
					});
					const atLeast = medianSeconds(trials.get(least));
					trials.delete(least);
					return [
						`Floor: ${count(pages)} pages × ${latencyMs} ms = ${seconds(floor)} s.`,
						`A bare loop outside n8n, which keeps nothing: ${seconds(median(bare))} s.`,
						`The least node for n8n, which asks for page after page and keeps the last row: ${seconds(atLeast)} s`,
						`(${ratio(atLeast, floor)}).\n\n`,
					]
						.join(' ')
						.concat(table(trials, floor));
				},
			),
	};
}

/** All pages were fetched, and the last item is the last row: what is between is for the tests of the package. */
export async function wrongList(
	result: JsonObject,
	{ simulator }: Account,
	what: 'keys' | 'orders',
	pages: number,
): Promise<string | undefined> {
	const requests = await simulator.requestCount();
	if (requests !== pages) return `${requests} requests instead of ${pages}`;
	const last = await simulator.lastRow(what);
	return isDeepStrictEqual(result, last) ? undefined : 'the last item is not the last row';
}

function medianSeconds(done: Trial[] = []): number {
	return median(done.map((one) => one.seconds));
}

function table(trials: Map<Subject, Trial[]>, floor: number): string {
	const lines = [...trials].map(([{ name }, done]) => ({
		name,
		seconds: medianSeconds(done),
		bytes: median(done.map((one) => one.bytes)),
		processor: median(done.map((one) => one.processor)),
		each: done.map((one) => one.failure ?? seconds(one.seconds)).join(', '),
	}));
	// Each other line is HTTP Request, after the one of ours that it is to be compared with.
	const other = (index: number) => lines[index - (index % 2) + 1]?.bytes ?? Number.NaN;
	return markdownTable(
		[
			'',
			'Seconds',
			'× floor',
			'Processor, s',
			'Peak memory, MB',
			'Memory, × HTTP Request',
			'Seconds of each round',
		],
		lines.map((line, index) => [
			line.name,
			seconds(line.seconds),
			ratio(line.seconds, floor),
			seconds(line.processor),
			megabytes(line.bytes),
			ratio(line.bytes, other(index)),
			line.each,
		]),
	);
}

export const listKeys = listing(keys);
export const listOrders = listing(orders);
