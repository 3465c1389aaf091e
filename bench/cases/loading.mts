import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../../host/command.mts';
import { n8nFolder } from '../../host/places.mts';
import { arrayAt, at } from '../../host/shape.mts';
import type { Laboratory } from '../laboratory.mts';
import { count, markdownTable } from '../markdown.mts';
import type { MeasuredCase } from '../measuredCase.mts';
import { median } from '../median.mts';

/** Loads files one after the other and says what each step took. n8n has loaded n8n-workflow long before our nodes. */
const script = `
	const { createRequire } = require('node:module');
	const [from, ...files] = process.argv.slice(1);
	const load = createRequire(from);
	const steps = files.map((file) => {
		const before = { time: performance.now(), memory: process.memoryUsage().rss };
		load(file);
		return {
			ms: performance.now() - before.time,
			bytes: process.memoryUsage().rss - before.memory,
		};
	});
	console.log(JSON.stringify({ steps }));
`;

async function loadSteps(laboratory: Laboratory, files: readonly string[]): Promise<unknown[]> {
	const from = join(n8nFolder, 'node_modules', 'n8n', 'package.json');
	const output = await capture(
		laboratory.installation.node,
		['-e', script, from, ...files],
		laboratory.folder,
	);
	return arrayAt(JSON.parse(output), 'steps');
}

/** The nodes and credentials that n8n loads, as package.json lists them. */
function builtFiles(laboratory: Laboratory): string[] {
	return laboratory.packed.files
		.filter((file) => /\.(node|credentials)\.js$/.test(file))
		.map((file) => join(laboratory.packageFolder, file));
}

function unpackedBytes(folder: string): number {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

export const loading: MeasuredCase = {
	letter: 'f',
	title: 'Loading the package, and its size',
	rounds: 11,
	run: async (laboratory, rounds, say) => {
		const files = builtFiles(laboratory);
		const workflow: number[] = [];
		const own: number[] = [];
		const memory: number[] = [];
		const nothing: number[] = [];
		const everything: number[] = [];
		for (let round = 1; round <= rounds; round++) {
			nothing.push(await milliseconds(() => loadSteps(laboratory, [])));
			let steps: unknown[] = [];
			everything.push(
				await milliseconds(async () => {
					steps = await loadSteps(laboratory, ['n8n-workflow', ...files]);
				}),
			);
			const [first, ...rest] = steps;
			workflow.push(Number(at(first, 'ms')));
			own.push(sum(rest.map((step) => Number(at(step, 'ms')))));
			memory.push(sum(rest.map((step) => Number(at(step, 'bytes')))));
		}
		say(`${rounds} rounds, ${files.length} files`);
		const ms = (values: number[]) => `${median(values).toFixed(1)} ms`;
		return markdownTable(
			['Medians of fresh processes', ''],
			[
				['An empty Node process, start to end', ms(nothing)],
				['One that loads n8n-workflow and this package', ms(everything)],
				['in it, n8n-workflow (n8n has it loaded anyway)', ms(workflow)],
				[
					`in it, the ${files.length} files of this package that n8n loads, and all they need`,
					ms(own),
				],
				['Memory of these', `${(median(memory) / 1e6).toFixed(1)} MB`],
				['Packed', `${count(laboratory.packed.bytes)} bytes`],
				[
					`Unpacked, ${laboratory.packed.files.length} files`,
					`${count(unpackedBytes(laboratory.packageFolder))} bytes`,
				],
			],
		);
	},
};

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
