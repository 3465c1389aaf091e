import { join } from 'node:path';
import { capture } from '../../host/command.mts';
import { markdownTable } from '../../host/markdown.mts';
import { root } from '../../host/places.mts';
import { at, textAt } from '../../host/shape.mts';
import { sessionEvent } from '../../simulator/webhookEvent.mts';
import { count, median } from '../figures.mts';
import { publishRow } from '../publishedRow.mts';
import { unlimited } from '../simulatorProcess.mts';
import type { Bench, MeasuredCase } from './measuredCase.mts';
import { callHook, publishHooks } from './webhooks.mts';

const executions = 10_000;
const keys = 500;
const calls = 2000;
const callsPerSample = 50;
/** Excludes what is loaded, compiled and cached once. */
const warmUpCalls = 500;

/** Samples of the heap after garbage collection, bytes, of a process that runs list, search, write and poll. */
async function inEngine({ laboratory }: Bench): Promise<number[]> {
	const size = { keys, latencyMs: 0, requestsPerMinute: unlimited };
	return await laboratory.withAccount(size, async ({ simulator, baseUrl }) => {
		const key = textAt((await simulator.keys(1))[0], 'keyIdentifier');
		const script = join(root, 'test', 'engine', 'longRun.mts');
		const args = [baseUrl, simulator.apiKey, String(executions), key];
		const output = await capture(
			process.execPath,
			['--expose-gc', join(root, 'host', 'run.mjs'), script, ...args],
			root,
		);
		return numbers(JSON.parse(output));
	});
}

/** Returns the same for a full n8n with webhook calls. */
async function inN8n({ laboratory, say }: Bench): Promise<number[]> {
	const n8n = await laboratory.freshN8n();
	const { ours } = await publishHooks(n8n);
	const heap = await publishRow(n8n, [
		{ name: 'Heap', type: 'CUSTOM.heap', typeVersion: 1, parameters: {} },
	]);
	const event = (number: number) => sessionEvent('SESSION_STARTED', `s-${number}`);
	await callHook(n8n, ours, event, warmUpCalls);
	const samples: number[] = [];
	for (let sent = 0; sent < calls; sent += callsPerSample) {
		await callHook(n8n, ours, event, callsPerSample);
		samples.push(Number(at(await heap(), 'bytes')));
		if (samples.length % 10 === 0) say(`${sent + callsPerSample} calls`);
	}
	return samples;
}

function numbers(list: unknown): number[] {
	return Array.isArray(list) ? list.map(Number) : [];
}

/** Returns the medians of the first and the last quarter, and their ratio. */
function quarters(samples: readonly number[]) {
	const quarter = Math.floor(samples.length / 4);
	const [first, last] = [median(samples.slice(0, quarter)), median(samples.slice(-quarter))];
	return { first, last, growth: last / first };
}

export const longRuns: MeasuredCase = {
	name: 'long-runs',
	title: 'Long runs: the heap after garbage collection',
	rounds: 1,
	run: async (bench) => {
		bench.say(`${count(executions)} executions in n8n's engine`);
		const rows = [
			{
				name: `${count(executions)} executions of list, search, write and poll in n8n's engine`,
				...quarters(await inEngine(bench)),
			},
		];
		bench.say(`${count(calls)} webhook calls in n8n`);
		rows.push({
			name: `${count(calls)} webhook calls in a full n8n`,
			...quarters(await inN8n(bench)),
		});
		const inMegabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
		const text = [
			`A sample every 100 executions, and every ${callsPerSample} calls after the first ${warmUpCalls}; medians of the`,
			'first and the last quarter of the samples.',
		].join(' ');
		const table = markdownTable(
			['', 'First quarter, MB', 'Last quarter, MB', 'Last ÷ first'],
			rows.map(({ name, first, last, growth }) => [
				name,
				inMegabytes(first),
				inMegabytes(last),
				growth.toFixed(3),
			]),
		);
		return {
			text: `${text}\n\n${table}`,
			targets: rows.map(({ name, growth }) => ({
				letter: '7',
				what: `${name}: heap, last quarter × first`,
				atMost: 1.03,
				reached: growth,
			})),
		};
	},
};
