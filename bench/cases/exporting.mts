import type { JsonObject } from '../../host/shape.mts';
import { markdownTable } from '../../host/markdown.mts';
import { count, median, megabytes, ratio, seconds } from '../figures.mts';
import type { Subject, Trial } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import { convertToCsv, fileSize, ours } from '../steps.mts';
import { fleetsOf, inFleets } from './fleets.mts';
import { getMany, listByHttpRequest, wrongList } from './listing.mts';
import { barsOf, comparisonTable, inTurn, multiple, type MeasuredCase } from './measuredCase.mts';

const latencyMs = 20;
const pageRows = 500;
const bound = 300;
const exportedKeys = 1_000_000;
const fleets = 10;

const growing = [100, 1000, 10_000, 100_000];
/** Difference between starts of n8n. */
const noiseBytes = 20_000_000;

const floorOf = (keys: number) => (Math.ceil(keys / pageRows) * latencyMs) / 1000;
const accountWith = (keys: number) => ({ keys, fleets, latencyMs, requestsPerMinute: unlimited });

/** Export in its default format, CSV. */
const exportOfOurs: Subject = {
	name: 'Export (this package)',
	work: ({ reference }) => [ours(reference, { resource: 'chargingKey', operation: 'export' })],
};

function exportOfFleets(fleetIds: readonly string[]): Subject {
	return {
		name: `Export (this package), ${fleets} fleets at a time`,
		work: ({ reference }) => [
			ours(reference, {
				resource: 'chargingKey',
				operation: 'export',
				filters: { fleetId: fleetIds.join(',') },
				options: { maxConcurrent: fleets },
			}),
		],
	};
}

const threeNodes: Subject = {
	name: 'HTTP Request + Split Out + Convert to File',
	work: (account) => [...(listByHttpRequest().work?.(account) ?? []), convertToCsv],
	end: fileSize,
};

/**
 * Returns what is wrong with a result: Export returns the number of keys in its file, the other way the file
 * size.
 */
function wrongExport(result: JsonObject, expected: number): string | undefined {
	if ('size' in result ? result.size !== 'none' : result.count === expected) return undefined;
	return `the file is not complete: ${JSON.stringify(result)}`;
}

export const exportKeys: MeasuredCase = {
	name: 'export',
	title: `Export ${count(exportedKeys)} keys to a CSV file, ${latencyMs} ms latency`,
	rounds: 3,
	run: (bench) =>
		bench.laboratory.withAccount(accountWith(exportedKeys), async (account) => {
			const fleetIds = await fleetsOf(account);
			const keysInFleets = inFleets(exportedKeys, fleets);
			const ofFleets = exportOfFleets(fleetIds);
			const subjects = [exportOfOurs, ofFleets, threeNodes];
			const trials = await inTurn(bench, account, subjects, bound, (result, subject) =>
				wrongExport(result, subject === ofFleets ? keysInFleets : exportedKeys),
			);
			const bytes = (trial: Trial) => trial.bytes;
			const reached = multiple(trials, [ofFleets, exportOfOurs], bytes);
			const floor = floorOf(exportedKeys);
			const text = [
				`Floor: ${count(exportedKeys / pageRows)} pages × ${latencyMs} ms = ${seconds(floor)} s, for one list. The`,
				`${fleets} fleets have ${count(keysInFleets)} of the keys; with Max Concurrent ${fleets} their lists are read at the same`,
				`time. Given up after ${bound} s.`,
			].join(' ');
			return {
				text: `${text}\n\n${comparisonTable(trials, floor)}`,
				targets: [
					{
						letter: 'f',
						what: `Export of ${fleets} fleets, memory × one list`,
						atMost: 1.1,
						reached,
					},
				],
				chart: {
					unit: 'Peak memory, MB (median; a dot for each round)',
					bars: barsOf(trials, (trial) => trial.bytes / 1e6),
				},
			};
		}),
};

export const growth: MeasuredCase = {
	name: 'growth',
	title: `Growth with the number of keys, ${latencyMs} ms latency`,
	rounds: 1,
	run: async (bench) => {
		const many = getMany();
		const measured: { name: string; keys: number; done: Trial[] }[] = [];
		for (const keys of growing) {
			bench.say(`${count(keys)} keys`);
			const trials = await bench.laboratory.withAccount(accountWith(keys), (account) =>
				inTurn(bench, account, [exportOfOurs, many], bound, (result, subject) =>
					subject === exportOfOurs
						? wrongExport(result, keys)
						: wrongList(result, account, Math.ceil(keys / pageRows)),
				),
			);
			for (const [{ name }, done] of trials) measured.push({ name, keys, done });
		}
		measured.sort((a, b) => a.name.localeCompare(b.name));
		const rows = measured.map(({ name, keys, done }) => {
			const middle = median(done.map((trial) => trial.seconds));
			const bytes = median(done.map((trial) => trial.bytes));
			return [
				name,
				count(keys),
				seconds(floorOf(keys)),
				seconds(middle),
				ratio(middle, floorOf(keys)),
				seconds(median(done.map(({ processor }) => processor))),
				...(bytes < noiseBytes
					? [`below ${megabytes(noiseBytes)}`, '–']
					: [megabytes(bytes), count(Math.round(bytes / keys))]),
			];
		});
		const head = [
			...['', 'Keys', 'Floor, s', 'Seconds', '× floor'],
			...['Processor, s', 'Peak memory, MB', 'Bytes per key'],
		];
		return { text: `Floor: pages × ${latencyMs} ms.\n\n${markdownTable(head, rows)}` };
	},
};
