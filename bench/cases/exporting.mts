import type { JsonObject } from '../../host/shape.mts';
import { convertToCsv, pagedRequest, splitOut } from '../httpRequest.mts';
import { count, markdownTable, megabytes, ratio, seconds } from '../markdown.mts';
import type { MeasuredCase } from '../measuredCase.mts';
import { median } from '../median.mts';
import { ours } from '../ours.mts';
import { unlimited } from '../simulatorProcess.mts';
import { fileSize } from '../steps.mts';
import { unsavedAndSaved, type Subject } from '../subject.mts';
import { inTurn } from '../turns.mts';

const keys = 1_000_000;
const pageRows = 500;
const latencyMs = 20;
const bound = 300;

/** Export in the format that is chosen by default, CSV. */
export const exportOfOurs: Subject = {
	name: 'Export (this package)',
	work: (account) => [ours('Work', account, { resource: 'chargingKey', operation: 'export' })],
};

const threeNodes: Subject = {
	name: 'HTTP Request + Split Out + Convert to File',
	work: (account) => [
		pagedRequest('Pages', account, {
			path: '/emp/v1/charging-keys',
			pageSize: { parameter: 'page_size', rows: pageRows },
		}),
		splitOut('Rows', 'keys'),
		convertToCsv('Work'),
	],
	end: fileSize,
};

/** Export says how many keys are in its file, the other way how large it is. */
export function wrongExport(result: JsonObject, expected: number): string | undefined {
	if ('size' in result ? result.size !== 'none' : result.count === expected) return undefined;
	return `the file is not complete: ${JSON.stringify(result)}`;
}

const floor = ((keys / pageRows) * latencyMs) / 1000;

export const exportKeys: MeasuredCase = {
	letter: 'd',
	title: `Export ${count(keys)} keys to a CSV file, ${latencyMs} ms latency`,
	rounds: 1,
	run: (laboratory, rounds, say) =>
		laboratory.withAccount({ keys, latencyMs, requestsPerMinute: unlimited }, async (account) => {
			const trials = await inTurn(unsavedAndSaved([exportOfOurs, threeNodes]), {
				laboratory,
				account,
				rounds,
				say,
				bound,
				wrong: (result) => Promise.resolve(wrongExport(result, keys)),
			});
			const rows = [...trials].map(([{ name }, done]) => {
				const middle = median(done.map((one) => one.seconds));
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
			return `Floor: ${count(keys / pageRows)} pages × ${latencyMs} ms = ${seconds(floor)} s. Given up after ${bound} s.\n\n${markdownTable(head, rows)}`;
		}),
};
