import { setTimeout as pause } from 'node:timers/promises';
import { arrayAt, at } from '../../host/shape.mts';
import { fairUseOptimum } from '../fairUseOptimum.mts';
import { httpRequest } from '../httpRequest.mts';
import type { Laboratory } from '../laboratory.mts';
import { count, markdownTable, megabytes, ratio, seconds } from '../markdown.mts';
import type { MeasuredCase, Say } from '../measuredCase.mts';
import { median } from '../median.mts';
import { ours } from '../ours.mts';
import { lastItem, type Step } from '../steps.mts';
import type { Account, Subject } from '../subject.mts';
import { trial, type Trial } from '../trial.mts';

const keys = 5000;
const latencyMs = 100;
const perMinute = 3000;
const bound = 240;
const minuteMs = 60_000;
/** All start at the same second of a clock minute, because the optimum depends on it. */
const startsAtMs = 5000;

interface Way extends Subject {
	/** How many it may have under way; as many as there are when left out. */
	concurrent?: number;
}

/** The keys come from the simulator's own interface, which does not count for fair use. */
function keyItems(account: Account): Step[] {
	const url = `${account.simulator.origin}/_simulator/keys?limit=${keys}`;
	return [httpRequest('Keys', account, { url, authentication: 'none' })];
}

function pooled(concurrent: number, options: Record<string, number>): Way {
	return {
		name: `Disable (this package), ${concurrent} at a time`,
		concurrent,
		before: keyItems,
		work: (account) => [
			ours('Work', account, {
				resource: 'chargingKey',
				operation: 'disable',
				chargingKeyId: { __rl: true, mode: 'id', value: '={{ $json.keyIdentifier }}' },
				options,
			}),
		],
		end: lastItem,
	};
}

function plain(name: string, options: object): Way {
	return {
		name,
		before: keyItems,
		work: (account) => {
			const step = httpRequest('Work', account, {
				method: 'PUT',
				url: `=${account.simulator.baseUrl}/emp/v1/charging-keys/{{ $json.keyIdentifier }}/disable`,
				options,
			});
			return [{ ...step, settings: { ...step.settings, onError: 'continueRegularOutput' } }];
		},
		end: lastItem,
	};
}

const ways: Way[] = [
	pooled(10, {}),
	pooled(50, { maxConcurrent: 50 }),
	plain('HTTP Request', {}),
	plain('HTTP Request, batches of 50 a second', {
		batching: { batch: { batchSize: 50, batchInterval: 1000 } },
	}),
];

interface Bulk extends Trial {
	done: number;
	refused: number;
	mostInFlight: number;
	optimum: number;
	optimumOfWay: number;
}

async function disable(laboratory: Laboratory, account: Account, way: Way): Promise<Bulk> {
	const justBefore = () => pause((minuteMs + startsAtMs - (Date.now() % minuteMs)) % minuteMs);
	// A thousand requests each: once is warm enough.
	const done = await trial(laboratory, account, way, { bound, warmUps: 1, justBefore });
	const requests = arrayAt({ list: await account.simulator.requests() }, 'list');
	const puts = requests.filter((request) => at(request, 'method') === 'PUT');
	const answered = (status: number) => puts.filter((put) => at(put, 'status') === status);
	const bulk = { requests: keys, startedAt: Number(at(puts[0], 'at')), perMinute, latencyMs };
	return {
		...done,
		done: new Set(answered(200).map((put) => at(put, 'path'))).size,
		refused: answered(429).length,
		mostInFlight: Number((await account.simulator.state()).mostInFlight),
		optimum: fairUseOptimum(bulk) / 1000,
		optimumOfWay: fairUseOptimum({ ...bulk, concurrent: way.concurrent }) / 1000,
	};
}

async function inTurn(
	laboratory: Laboratory,
	account: Account,
	{ rounds, say }: { rounds: number; say: Say },
): Promise<string[][]> {
	const bulks = new Map(ways.map((way): [Way, Bulk[]] => [way, []]));
	for (let round = 1; round <= rounds; round++) {
		for (const way of ways) {
			const bulk = await disable(laboratory, account, way);
			bulks.get(way)?.push(bulk);
			const { done, refused } = bulk;
			say(`${way.name}, round ${round}: ${done} done, ${refused} refused`);
		}
	}
	return [...bulks].map(([{ name }, all]) => {
		const middle = (of: (bulk: Bulk) => number) => median(all.map(of));
		const least = Math.min(...all.map(({ done }) => done));
		const most = (of: (bulk: Bulk) => number) => count(Math.max(...all.map(of)));
		return [
			name,
			count(least),
			count(keys - least),
			most(({ refused }) => refused),
			most(({ mostInFlight }) => mostInFlight),
			all.find(({ failure }) => failure !== undefined)?.failure ??
				seconds(middle((bulk) => bulk.seconds)),
			seconds(middle(({ optimum }) => optimum)),
			ratio(
				middle((bulk) => bulk.seconds),
				middle(({ optimum }) => optimum),
			),
			seconds(middle(({ optimumOfWay }) => optimumOfWay)),
			megabytes(middle(({ bytes }) => bytes)),
		];
	});
}

const head = [
	...['', 'Done', 'Lost', 'Refused (429)', 'Most in flight', 'Seconds'],
	...['Optimum of fair use', '× optimum', 'Optimum with so many in flight', 'Peak memory, MB'],
];

export const disableKeys: MeasuredCase = {
	letter: 'c',
	title: `Disable ${count(keys)} keys, ${latencyMs} ms latency, ${count(perMinute)} requests per clock minute`,
	rounds: 1,
	run: (laboratory, rounds, say) =>
		laboratory.withAccount({ keys, latencyMs, requestsPerMinute: perMinute }, async (account) =>
			[
				`Each run starts at second ${startsAtMs / 1000} of a clock minute. The optimum sends what fair use allows at`,
				'once, and the rest as soon as the next minute begins; the other optimum never has more in flight',
				'than that way may. Done, lost, refused and most in flight are those of the worst round.\n\n',
			]
				.join(' ')
				.concat(markdownTable(head, await inTurn(laboratory, account, { rounds, say }))),
		),
};
