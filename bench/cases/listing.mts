import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../host/shape.mts';
import { markdownTable } from '../../host/markdown.mts';
import { count, median, megabytes, ratio, seconds } from '../figures.mts';
import type { Account, Subject, Trial } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import { lastItem, ours, pagedRequest, splitOut } from '../steps.mts';
import { inTurn, unsavedAndSaved, type MeasuredCase } from './measuredCase.mts';

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

interface Listing extends Pick<MeasuredCase, 'letter' | 'rounds'> {
	rows: number;
	what: 'keys' | 'orders';
	noun: string;
	resource: string;
	path: string;
	field: string;
	pageSize: { name: string; value: string };
}

function listing(list: Listing): MeasuredCase {
	const pages = Math.ceil(list.rows / Number(list.pageSize.value));
	const floor = (pages * latencyMs) / 1000;
	const subjects = unsavedAndSaved([
		getMany(list.resource),
		{
			name: 'HTTP Request + Split Out',
			work: ({ simulator, reference }) => [
				pagedRequest(reference, simulator.baseUrl + list.path, list.pageSize),
				splitOut('Work', list.field),
			],
			end: lastItem,
		},
	]);
	return {
		letter: list.letter,
		title: `List ${count(list.rows)} ${list.noun}, ${latencyMs} ms latency`,
		rounds: list.rounds,
		run: (bench) =>
			bench.laboratory.withAccount(
				{ [list.what]: list.rows, latencyMs, requestsPerMinute: unlimited },
				async (account) => {
					const trials = await inTurn(bench, account, subjects, bound, (result) =>
						wrongList(result, account, list.what, pages),
					);
					return `Floor: ${count(pages)} pages × ${latencyMs} ms = ${seconds(floor)} s.\n\n${table(trials, floor)}`;
				},
			),
	};
}

/** All pages were fetched, and the last item is the last row; the tests of the package check what is between. */
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

function table(trials: Map<Subject, Trial[]>, floor: number): string {
	const all = [...trials];
	const bytesOf = (index: number) => median((all[index]?.[1] ?? []).map(({ bytes }) => bytes));
	return markdownTable(
		[
			...['', 'Seconds', '× floor', 'Processor, s', 'Peak memory, MB'],
			...['Memory, × HTTP Request', 'Seconds of each round'],
		],
		all.map(([{ name }, done], index) => {
			const middle = median(done.map((trial) => trial.seconds));
			// Every other line is HTTP Request, after the one of this package that it is compared with.
			const other = bytesOf(index - (index % 2) + 1);
			return [
				name,
				seconds(middle),
				ratio(middle, floor),
				seconds(median(done.map(({ processor }) => processor))),
				megabytes(bytesOf(index)),
				ratio(bytesOf(index), other),
				done.map((trial) => trial.failure ?? seconds(trial.seconds)).join(', '),
			];
		}),
	);
}

export const listKeys = listing({
	letter: 'a',
	rows: 100_000,
	rounds: 3,
	what: 'keys',
	noun: 'charging keys',
	resource: 'chargingKey',
	path: '/emp/v1/charging-keys',
	field: 'keys',
	pageSize: { name: 'page_size', value: '500' },
});

export const listOrders = listing({
	letter: 'b',
	rows: 20_000,
	// The same as the keys in smaller pages: one round shows whether anything differs.
	rounds: 1,
	what: 'orders',
	noun: 'orders',
	resource: 'order',
	path: '/emp/v1/orders',
	field: 'products',
	pageSize: { name: 'pageSize', value: '100' },
});
