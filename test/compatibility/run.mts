// npm run test:compatibility [-- --n8n <version> ...] [--results <folder>] [--write] [<pattern> ...]: the tests that use
// n8n, once with the engine of each pinned version.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runTool } from '../../host/command.mts';
import { Failure, explain } from '../../host/failure.mjs';
import { install } from '../../host/install.mjs';
import { markdownTable } from '../../host/markdown.mts';
import { build } from '../../host/packedPackage.mts';
import { root } from '../../host/places.mts';
import { at } from '../../host/shape.mts';
import { engines, type Engine } from './engines.mts';

const config = join(root, 'test', 'compatibility', 'jest.config.cjs');
const document = join(root, 'docs', 'compatibility.md');
const head = ['n8n', 'n8n-core', 'n8n-workflow', 'Node.js', 'Tests', 'Passed', 'Skipped', 'Date'];
const rows: string[][] = [];

async function run(): Promise<void> {
	const { positionals: patterns, values } = parseArgs({
		allowPositionals: true,
		options: {
			n8n: { type: 'string', multiple: true },
			results: { type: 'string' },
			write: { type: 'boolean' },
		},
	});
	const known = engines().map(({ n8n }) => n8n);
	const wanted = values.n8n ?? known;
	if (!wanted.every((version) => known.includes(version))) {
		throw new Failure(`--n8n takes one of ${known.join(', ')}.`);
	}
	if (values.write && (wanted.length < known.length || patterns.length > 0)) {
		throw new Failure('--write needs all versions and all tests.');
	}
	await build();
	const results = resolve(values.results ?? mkdtempSync(join(tmpdir(), 'engines-')));
	mkdirSync(results, { recursive: true });
	for (const engine of engines().filter(({ n8n }) => wanted.includes(n8n))) {
		await runTests(engine, join(results, `n8n-${engine.n8n}.json`), patterns);
	}
	const table = markdownTable(head, rows);
	console.log(`\n${table}`);
	if (values.write) {
		const text = readFileSync(document, 'utf8');
		writeFileSync(document, text.replace(/^\| n8n \|.*\n(?:\|.*\n)+/m, `${table}\n`));
	}
}

async function runTests(engine: Engine, file: string, patterns: string[]): Promise<void> {
	const { n8n, folder, versions } = engine;
	if (folder !== root) await install(folder, `the engine of n8n ${n8n}`);
	console.log(`\nThe engine of n8n ${n8n}`);
	const args = ['--config', config, '--json', '--outputFile', file, ...patterns];
	if ((await runTool('jest', 'jest', args, { TESTED_ENGINE_FOLDER: folder })) !== 0) {
		process.exitCode = 1;
	}
	const result: unknown = JSON.parse(readFileSync(file, 'utf8'));
	const counts = ['numTotalTests', 'numPassedTests', 'numPendingTests'];
	rows.push([
		...[n8n, versions['n8n-core'], versions['n8n-workflow'], process.versions.node],
		...counts.map((name) => String(at(result, name))),
		new Date().toISOString().slice(0, 10),
	]);
}

try {
	await run();
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
}
