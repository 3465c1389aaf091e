import { count, markdownTable, megabytes, ratio, seconds } from '../markdown.mts';
import type { MeasuredCase } from '../measuredCase.mts';
import { median } from '../median.mts';
import { unlimited } from '../simulatorProcess.mts';
import type { Subject } from '../subject.mts';
import { inTurn } from '../turns.mts';
import { exportOfOurs, wrongExport } from './exporting.mts';
import { getMany, wrongList } from './listing.mts';

const latencyMs = 20;
const pageRows = 500;
const bound = 300;
/** A million items are more than an execution of n8n should carry: for those there is Export. */
const getManyUpTo = 100_000;
/** So much do the starts of n8n differ from each other. */
const noiseBytes = 20_000_000;
const sizes = [1000, 10_000, 100_000, 1_000_000];

const head = [
	'',
	'Keys',
	'Floor, s',
	'Seconds',
	'× floor',
	'Processor, s',
	'Peak memory, MB',
	'Bytes per key',
];

export const growth: MeasuredCase = {
	letter: 'e',
	title: `Growth with the number of keys, ${latencyMs} ms latency`,
	rounds: 1,
	run: async (laboratory, rounds, say) => {
		const rows: string[][] = [];
		for (const keys of sizes) {
			const many = getMany('chargingKey');
			const subjects: Subject[] = keys <= getManyUpTo ? [exportOfOurs, many] : [exportOfOurs];
			say(`${count(keys)} keys`);
			const trials = await laboratory.withAccount(
				{ keys, latencyMs, requestsPerMinute: unlimited },
				(account) =>
					inTurn(subjects, {
						laboratory,
						account,
						rounds,
						say,
						bound,
						wrong: (result, subject) =>
							subject === exportOfOurs
								? Promise.resolve(wrongExport(result, keys))
								: wrongList(result, account, 'keys', Math.ceil(keys / pageRows)),
					}),
			);
			const floor = ((keys / pageRows) * latencyMs) / 1000;
			for (const [{ name }, done] of trials) {
				const middle = median(done.map((one) => one.seconds));
				const bytes = median(done.map((one) => one.bytes));
				rows.push([
					name,
					count(keys),
					seconds(floor),
					seconds(middle),
					ratio(middle, floor),
					seconds(median(done.map((one) => one.processor))),
					...(bytes < noiseBytes
						? [`below ${megabytes(noiseBytes)}`, '–']
						: [megabytes(bytes), count(Math.round(bytes / keys))]),
				]);
			}
		}
		rows.sort(([a = ''], [b = '']) => a.localeCompare(b));
		return `Floor: keys ÷ ${pageRows} × ${latencyMs} ms.\n\n${markdownTable(head, rows)}`;
	},
};
