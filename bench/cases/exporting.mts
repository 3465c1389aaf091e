import type { JsonObject } from '../../host/shape.mts';
import { markdownTable } from '../../host/markdown.mts';
import { count, median, megabytes, ratio, seconds } from '../figures.mts';
import type { Subject } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import { convertToCsv, fileSize, ours, pagedRequest, splitOut } from '../steps.mts';
import { getMany, wrongList } from './listing.mts';
import { inTurn, unsavedAndSaved, type MeasuredCase } from './measuredCase.mts';

const latencyMs = 20;
const pageRows = 500;
const bound = 300;
const exportedKeys = 1_000_000;

const growing = [1000, 10_000, 100_000, 1_000_000];
/** An execution of n8n should not carry a million items: Export is for those. */
const getManyUpTo = 100_000;
/** The starts of n8n differ this much from each other. */
const noiseBytes = 20_000_000;

const floorOf = (keys: number) => ((keys / pageRows) * latencyMs) / 1000;
const accountWith = (keys: number) => ({ keys, latencyMs, requestsPerMinute: unlimited });

/** Export in its default format, CSV. */
const exportOfOurs: Subject = {
	name: 'Export (this package)',
	work: ({ reference }) => [ours(reference, { resource: 'chargingKey', operation: 'export' })],
};

const threeNodes: Subject = {
	name: 'HTTP Request + Split Out + Convert to File',
	work: ({ simulator, reference }) => [
		pagedRequest(reference, `${simulator.baseUrl}/emp/v1/charging-keys`, {
			name: 'page_size',
			value: String(pageRows),
		}),
		splitOut('Rows', 'keys'),
		convertToCsv,
	],
	end: fileSize,
};

/** Export says how many keys are in its file, the other way how large it is. */
function wrongExport(result: JsonObject, expected: number): string | undefined {
	if ('size' in result ? result.size !== 'none' : result.count === expected) return undefined;
	return `the file is not complete: ${JSON.stringify(result)}`;
}

export const exportKeys: MeasuredCase = {
	letter: 'd',
	title: `Export ${count(exportedKeys)} keys to a CSV file, ${latencyMs} ms latency`,
	rounds: 1,
	run: async (bench) => {
		const floor = floorOf(exportedKeys);
		const trials = await bench.laboratory.withAccount(accountWith(exportedKeys), (account) =>
			inTurn(bench, account, unsavedAndSaved([exportOfOurs, threeNodes]), bound, (result) =>
				wrongExport(result, exportedKeys),
			),
		);
		const rows = [...trials].map(([{ name }, done]) => {
			const middle = median(done.map((trial) => trial.seconds));
			return [
				name,
				done.find(({ failure }) => failure !== undefined)?.failure ?? 'complete',
				seconds(middle),
				ratio(middle, floor),
				seconds(median(done.map(({ processor }) => processor))),
				megabytes(median(done.map(({ bytes }) => bytes))),
			];
		});
		const head = ['', 'Outcome', 'Seconds', '× floor', 'Processor, s', 'Peak memory, MB'];
		return `Floor: ${count(exportedKeys / pageRows)} pages × ${latencyMs} ms = ${seconds(floor)} s. Given up after ${bound} s.\n\n${markdownTable(head, rows)}`;
	},
};

export const growth: MeasuredCase = {
	letter: 'e',
	title: `Growth with the number of keys, ${latencyMs} ms latency`,
	rounds: 1,
	run: async (bench) => {
		const rows: string[][] = [];
		for (const keys of growing) {
			const many = keys <= getManyUpTo ? [getMany('chargingKey')] : [];
			bench.say(`${count(keys)} keys`);
			const trials = await bench.laboratory.withAccount(accountWith(keys), (account) =>
				inTurn(bench, account, [exportOfOurs, ...many], bound, (result, subject) =>
					subject === exportOfOurs
						? wrongExport(result, keys)
						: wrongList(result, account, 'keys', Math.ceil(keys / pageRows)),
				),
			);
			for (const [{ name }, done] of trials) {
				const middle = median(done.map((trial) => trial.seconds));
				const bytes = median(done.map((trial) => trial.bytes));
				rows.push([
					name,
					count(keys),
					seconds(floorOf(keys)),
					seconds(middle),
					ratio(middle, floorOf(keys)),
					seconds(median(done.map(({ processor }) => processor))),
					...(bytes < noiseBytes
						? [`below ${megabytes(noiseBytes)}`, '–']
						: [megabytes(bytes), count(Math.round(bytes / keys))]),
				]);
			}
		}
		rows.sort(([a = ''], [b = '']) => a.localeCompare(b));
		const head = [
			...['', 'Keys', 'Floor, s', 'Seconds', '× floor'],
			...['Processor, s', 'Peak memory, MB', 'Bytes per key'],
		];
		return `Floor: keys ÷ ${pageRows} × ${latencyMs} ms.\n\n${markdownTable(head, rows)}`;
	},
};
