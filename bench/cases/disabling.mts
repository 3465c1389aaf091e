import { setTimeout as pause } from 'node:timers/promises';
import { at } from '../../host/shape.mts';
import { fairUseOptimum } from '../fairUseOptimum.mts';
import { markdownTable } from '../../host/markdown.mts';
import { count, median, megabytes, ratio, seconds } from '../figures.mts';
import type { Account, Laboratory, Subject, Trial } from '../laboratory.mts';
import { httpRequest, lastItem, ours } from '../steps.mts';
import type { MeasuredCase } from './measuredCase.mts';

const keys = 5000;
const latencyMs = 100;
const perMinute = 3000;
const bound = 240;
const minuteMs = 60_000;
/** All runs start at the same second of a clock minute, because the optimum depends on it. */
const startsAtMs = 5000;

interface Way extends Subject {
	/** Maximum number of requests in flight; unlimited if absent. */
	concurrent?: number;
}

/** The keys come from the simulator's control endpoints, which do not count for fair use. */
const before: Subject['before'] = ({ simulator, reference }) => [
	httpRequest('Keys', reference, {
		url: `${simulator.origin}/_simulator/keys?limit=${keys}`,
		authentication: 'none',
	}),
];

function pooled(concurrent: number, options: Record<string, number>): Way {
	return {
		name: `Disable (this package), ${concurrent} at a time`,
		concurrent,
		before,
		work: ({ reference }) => [
			ours(reference, {
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
		before,
		work: ({ simulator, reference }) => [
			httpRequest('Work', reference, {
				method: 'PUT',
				url: `=${simulator.baseUrl}/emp/v1/charging-keys/{{ $json.keyIdentifier }}/disable`,
				options,
			}),
		],
		end: lastItem,
	};
}

const tenAtATime = pooled(10, {});
const ways: Way[] = [
	tenAtATime,
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
	// A thousand requests each: one warm-up is enough.
	const trial = await laboratory.trial(account, way, { bound, warmUps: 1, justBefore });
	const requests = await account.simulator.requests();
	const puts = requests.filter((request) => at(request, 'method') === 'PUT');
	const answered = (status: number) => puts.filter((put) => at(put, 'status') === status);
	const bulk = { requests: keys, startedAt: Number(at(puts[0], 'at')), perMinute, latencyMs };
	return {
		...trial,
		done: new Set(answered(200).map((put) => at(put, 'path'))).size,
		refused: answered(429).length,
		mostInFlight: Number((await account.simulator.state()).mostInFlight),
		optimum: fairUseOptimum(bulk) / 1000,
		optimumOfWay: fairUseOptimum({ ...bulk, concurrent: way.concurrent }) / 1000,
	};
}

function row(name: string, all: readonly Bulk[]): string[] {
	const middle = (of: (bulk: Bulk) => number) => median(all.map(of));
	const most = (of: (bulk: Bulk) => number) => count(Math.max(...all.map(of)));
	const least = Math.min(...all.map(({ done }) => done));
	const taken = middle((bulk) => bulk.seconds);
	const optimum = middle((bulk) => bulk.optimum);
	return [
		name,
		count(least),
		count(keys - least),
		most(({ refused }) => refused),
		most(({ mostInFlight }) => mostInFlight),
		all.find(({ failure }) => failure !== undefined)?.failure ?? seconds(taken),
		seconds(optimum),
		ratio(taken, optimum),
		seconds(middle(({ optimumOfWay }) => optimumOfWay)),
		megabytes(middle(({ bytes }) => bytes)),
	];
}

export const disableKeys: MeasuredCase = {
	name: 'disable',
	title: `Disable ${count(keys)} keys, ${latencyMs} ms latency, ${count(perMinute)} requests per clock minute`,
	rounds: 1,
	run: ({ laboratory, rounds, say }) =>
		laboratory.withAccount({ keys, latencyMs, requestsPerMinute: perMinute }, async (account) => {
			const bulks = new Map(ways.map((way): [Way, Bulk[]] => [way, []]));
			for (let round = 1; round <= rounds; round++) {
				for (const [way, all] of bulks) {
					const bulk = await disable(laboratory, account, way);
					all.push(bulk);
					say(`${way.name}, round ${round}: ${bulk.done} done, ${bulk.refused} refused`);
				}
			}
			const head = [
				...['', 'Done', 'Lost', 'Refused (429)', 'Most in flight', 'Seconds'],
				...[
					'Optimum of fair use',
					'× optimum',
					'Optimum with as many in flight',
					'Peak memory, MB',
				],
			];
			const text = [
				`Each run starts at second ${startsAtMs / 1000} of a clock minute. The optimum sends what fair use allows at`,
				'once, and the rest as soon as the next minute begins; the other optimum never has more in flight',
				'than that way may. Done, lost, refused and most in flight are those of the worst round.',
			].join(' ');
			const rows = [...bulks].map(([{ name }, all]) => row(name, all));
			const ofTen = bulks.get(tenAtATime) ?? [];
			return {
				text: `${text}\n\n${markdownTable(head, rows)}`,
				targets: [
					{
						letter: 'e',
						what: `Disable ${count(keys)} keys, × the optimum with 10 in flight`,
						atMost: 1.1,
						reached: median(ofTen.map(({ seconds, optimumOfWay }) => seconds / optimumOfWay)),
					},
				],
			};
		}),
};
