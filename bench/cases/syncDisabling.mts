import { setTimeout as pause } from 'node:timers/promises';
import { at } from '../../host/shape.mts';
import { markdownTable } from '../../host/markdown.mts';
import { fairUseOptimum } from '../fairUseOptimum.mts';
import { count, median, megabytes, ratio, seconds, spread } from '../figures.mts';
import type { Account, Trial } from '../laboratory.mts';
import type { SimulatorProcess } from '../simulatorProcess.mts';
import type { Bench, MeasuredCase } from './measuredCase.mts';
import { allKeys, pages, sync } from './syncing.mts';

const minuteMs = 60_000;
const disables = 5000;
const latencyMs = 100;
const perMinute = 3000;
const concurrent = 10;
/** All runs start at the same second of a clock minute, because the optimum depends on it. */
const startsAtMs = 5000;

interface Disabling extends Trial {
	done: number;
	/** Milliseconds from the first request to the last response, and the minimum. */
	requestsMs: number;
	optimumMs: number;
	refused: number;
}

/** Returns the number of rows in a list that lacks exactly `disables` enabled keys. */
async function rowsWithoutDisabled(simulator: SimulatorProcess): Promise<number> {
	const keys = await simulator.keys(allKeys);
	let enabled = 0;
	return keys.findLastIndex((key) => at(key, 'enabled') === true && ++enabled === disables);
}

async function disableSome({ laboratory }: Bench, account: Account): Promise<Disabling> {
	const { simulator } = account;
	// Enables the keys that the previous round disabled.
	await simulator.reset();
	const rows = await rowsWithoutDisabled(simulator);
	const trial = await laboratory.trial(
		account,
		sync('Sync', { rows, options: { maxDisabled: disables } }),
		{
			bound: 300,
			warmUps: 1,
			justBefore: () => pause((minuteMs + startsAtMs - (Date.now() % minuteMs)) % minuteMs),
		},
	);
	const requests = await simulator.requests();
	const puts = requests.filter((request) => at(request, 'method') === 'PUT');
	const sentAt = (request: unknown) => Number(at(request, 'at'));
	const startedAt = sentAt(requests[0]);
	const lastAnswer = Math.max(...puts.map(sentAt)) + latencyMs;
	const listedAt = startedAt + pages * latencyMs;
	const minute = Math.floor(listedAt / minuteMs) * minuteMs;
	const inSameMinute = Math.min(pages, Math.ceil((listedAt - minute) / latencyMs));
	const optimum = fairUseOptimum({
		...{ requests: disables, perMinute, concurrent, latencyMs },
		startedAt: listedAt,
		spent: inSameMinute,
	});
	return {
		...trial,
		done: new Set(puts.filter((put) => at(put, 'status') === 200).map((put) => at(put, 'path')))
			.size,
		refused: puts.filter((put) => at(put, 'status') === 429).length,
		requestsMs: lastAnswer - startedAt,
		optimumMs: listedAt - startedAt + optimum,
	};
}

export const syncDisables: MeasuredCase = {
	name: 'sync-disables',
	title: `Sync a list with ${count(allKeys)} keys, ${count(disables)} to disable, ${latencyMs} ms latency, ${count(perMinute)} requests per clock minute`,
	rounds: 2,
	run: (bench) =>
		bench.laboratory.withAccount(
			{ keys: allKeys, latencyMs, requestsPerMinute: perMinute },
			async (account) => {
				const all: Disabling[] = [];
				for (let round = 1; round <= bench.rounds; round++) {
					const one = await disableSome(bench, account);
					all.push(one);
					bench.say(
						`Round ${round}: ${one.failure ?? `${one.done} done, ${ratio(one.requestsMs, one.optimumMs)} × optimum`}`,
					);
				}
				const text = [
					`${count(disables)} enabled keys are missing in the rows. Started at second ${startsAtMs / 1000} of a clock minute.`,
					`The optimum begins with the first request: ${pages} pages one after the other, then the disables,`,
					`${concurrent} at a time, as soon as fair use allows.`,
				].join(' ');
				const inSeconds = (value: number) => seconds(value / 1000);
				const middle = (of: (one: Disabling) => number) => median(all.map(of));
				const table = markdownTable(
					[
						...['', 'Done', 'Refused (429)', 'Seconds in all', 'From first request to last answer'],
						...['Optimum', '× optimum', 'Peak memory, MB'],
					],
					[
						[
							'Sync (this package)',
							count(Math.min(...all.map(({ done }) => done))),
							count(Math.max(...all.map(({ refused }) => refused))),
							seconds(middle((one) => one.seconds)),
							inSeconds(middle(({ requestsMs }) => requestsMs)),
							inSeconds(middle(({ optimumMs }) => optimumMs)),
							spread(
								all.map(({ requestsMs, optimumMs }) => requestsMs / optimumMs),
								(value) => value.toFixed(2),
							),
							megabytes(middle(({ bytes }) => bytes)),
						],
					],
				);
				return { text: `${text}\n\n${table}` };
			},
		),
};
