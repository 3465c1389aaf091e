import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { capture } from '../../host/command.mts';
import { n8nFolder } from '../../host/places.mts';
import { arrayAt, at } from '../../host/shape.mts';
import { markdownTable } from '../../host/markdown.mts';
import { count, median } from '../figures.mts';
import type { MeasuredCase } from './measuredCase.mts';

/** Loads files one after the other and measures each step. n8n loads n8n-workflow long before these nodes. */
const script = `
	const [from, ...files] = process.argv.slice(1);
	const load = require('node:module').createRequire(from);
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

function unpackedBytes(folder: string): number {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.reduce((total, { parentPath, name }) => total + statSync(join(parentPath, name)).size, 0);
}

export const loading: MeasuredCase = {
	name: 'loading',
	title: 'Loading the package, and its size',
	rounds: 11,
	run: async ({ laboratory, rounds, say }) => {
		const { packed, packageFolder, installation, folder } = laboratory;
		const files = packed.files
			.filter((file) => /\.(node|credentials)\.js$/.test(file))
			.map((file) => join(packageFolder, file));
		const from = join(n8nFolder, 'node_modules', 'n8n', 'package.json');

		async function load(...loaded: string[]) {
			const started = performance.now();
			const output = await capture(installation.node, ['-e', script, from, ...loaded], folder);
			const ms = performance.now() - started;
			const [workflow, ...own] = arrayAt(JSON.parse(output), 'steps');
			const sum = (field: string) =>
				own.reduce<number>((all, step) => all + Number(at(step, field)), 0);
			return { ms, workflow: Number(at(workflow, 'ms')), own: sum('ms'), bytes: sum('bytes') };
		}

		const nothing = [];
		const everything = [];
		for (let round = 1; round <= rounds; round++) {
			nothing.push(await load());
			everything.push(await load('n8n-workflow', ...files));
		}
		say(`${rounds} rounds, ${files.length} files`);
		const ms = (values: number[]) => `${median(values).toFixed(1)} ms`;
		const text = markdownTable(
			['Medians of fresh processes', ''],
			[
				['An empty Node process, start to end', ms(nothing.map((one) => one.ms))],
				['One that loads n8n-workflow and this package', ms(everything.map((one) => one.ms))],
				[
					'in it, n8n-workflow (n8n has it loaded anyway)',
					ms(everything.map(({ workflow }) => workflow)),
				],
				[
					`in it, the ${files.length} files of this package that n8n loads, and all they need`,
					ms(everything.map(({ own }) => own)),
				],
				[
					'Memory of these',
					`${(median(everything.map(({ bytes }) => bytes)) / 1e6).toFixed(1)} MB`,
				],
				['Packed', `${count(packed.bytes)} bytes`],
				[`Unpacked, ${packed.files.length} files`, `${count(unpackedBytes(packageFolder))} bytes`],
			],
		);
		return { text };
	},
};
