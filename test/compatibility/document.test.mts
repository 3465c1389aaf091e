import { readFileSync } from 'node:fs';

import { documentFile, withTable } from './document.mts';
import { pinnedEngines } from './pinnedEngine.mts';

const document = readFileSync(documentFile, 'utf8');

/** The rows that begin with a version. */
function rowsOf(text: string): string[][] {
	const rows = text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line));
	return rows.map((row) =>
		row
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

test('the document has every pinned engine, none of whose tests failed', () => {
	const rows = rowsOf(document);
	expect(rows.map(([n8n, core, workflow]) => ({ n8n, core, workflow }))).toEqual(
		pinnedEngines().map(({ n8n, versions }) => ({
			n8n,
			core: versions['n8n-core'],
			workflow: versions['n8n-workflow'],
		})),
	);
	const counts = rows.map((row) => row.slice(4, 7).map(Number));
	for (const [tests = 0, passed = 0, skipped = 0] of counts) {
		expect(passed + skipped).toBe(tests);
		expect(passed).toBeGreaterThan(0.95 * tests);
	}
	expect(counts.at(-1)?.[2]).toBe(0);
});

test('a run takes the place of the one before, and leaves the text alone', () => {
	const [engine] = pinnedEngines();
	if (!engine) throw new Error('No engine is pinned');
	const before = '# Title\n\n| n8n | Tests |\n| --- | ---: |\n| 1.0.0 | 7 |\n\nText\n';
	const outcome = { engine, tests: 9, passed: 7, skipped: 1, exitCode: 1 };
	const after = withTable(before, [outcome], new Date(0));
	expect(after).toMatch(/^# Title\n\n\| n8n \|/);
	expect(after).toMatch(/\|\n\nText\n$/);
	expect(after).not.toContain('1.0.0 | 7');
	const [row] = rowsOf(after);
	expect(row?.[0]).toBe(engine.n8n);
	expect(row?.slice(-4)).toEqual(['9', '7', '1', '1970-01-01']);
	expect(() => withTable('# Title\n', [], new Date(0))).toThrow('no table');
});
