// npm run test:compatibility [-- options]: the tests that meet n8n, once with the engine of each pinned version of it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTool } from '../../host/command.mts';
import { explain } from '../../host/failure.mjs';
import { install } from '../../host/install.mjs';
import { build } from '../../host/packedPackage.mts';
import { root } from '../../host/places.mts';
import { table } from '../../host/table.mts';
import { readCommandLine } from './commandLine.mts';
import { writeTable } from './document.mts';
import { outcomeIn, type Outcome } from './outcome.mts';
import { pinnedEngines, type PinnedEngine } from './pinnedEngine.mts';
import { environmentFor } from './testedEngine.mts';

const config = join(root, 'test', 'compatibility', 'jest.config.cjs');
const engines = pinnedEngines();

async function runTests(
	engine: PinnedEngine,
	results: string,
	patterns: readonly string[],
): Promise<Outcome> {
	if (engine.folder !== root) await install(engine.folder, `the engine of n8n ${engine.n8n}`);
	console.log(`\nThe engine of n8n ${engine.n8n}`);
	const file = join(results, `n8n-${engine.n8n}.json`);
	rmSync(file, { force: true });
	const args = ['--config', config, '--json', '--outputFile', file, ...patterns];
	const exitCode = await runTool('jest', 'jest', args, environmentFor(engine));
	return outcomeIn(file, engine, exitCode);
}

async function run(): Promise<boolean> {
	const choice = readCommandLine(
		process.argv.slice(2),
		engines.map(({ n8n }) => n8n),
	);
	await build();
	const results = choice.results
		? resolve(choice.results)
		: mkdtempSync(join(tmpdir(), 'engines-'));
	mkdirSync(results, { recursive: true });
	const outcomes: Outcome[] = [];
	for (const engine of engines.filter(({ n8n }) => choice.versions.includes(n8n)))
		outcomes.push(await runTests(engine, results, choice.patterns));
	if (!choice.results) rmSync(results, { recursive: true });

	const rows = outcomes.map(({ engine, tests, passed, skipped }): [string, string] => [
		`n8n ${engine.n8n}`,
		`${passed} of ${tests} tests passed, ${skipped} skipped`,
	]);
	console.log(`\n${table(Object.fromEntries(rows))}`);
	if (choice.write) writeTable(outcomes);
	return outcomes.every(({ exitCode }) => exitCode === 0);
}

try {
	process.exitCode = (await run()) ? 0 : 1;
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
}
