import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownTable } from '../../bench/figures.mts';
import { root } from '../../host/places.mts';
import type { Outcome } from './outcome.mts';

export const documentFile = join(root, 'docs', 'compatibility.md');

const table = /^\| n8n .*\n(?:\|.*\n)+/m;

/** Puts what was seen in place of the table in docs/compatibility.md. */
export function writeTable(outcomes: readonly Outcome[]): void {
	writeFileSync(documentFile, withTable(readFileSync(documentFile, 'utf8'), outcomes, new Date()));
}

export function withTable(document: string, outcomes: readonly Outcome[], now: Date): string {
	if (!table.test(document)) throw new Error('The document has no table that begins with n8n');
	const head = ['n8n', 'n8n-core', 'n8n-workflow', 'Node.js', 'Tests', 'Passed', 'Skipped', 'Date'];
	const rows = outcomes.map(({ engine, tests, passed, skipped }) => [
		engine.n8n,
		engine.versions['n8n-core'],
		engine.versions['n8n-workflow'],
		process.versions.node,
		String(tests),
		String(passed),
		String(skipped),
		now.toISOString().slice(0, 10),
	]);
	return document.replace(table, () => `${markdownTable(head, rows)}\n`);
}
