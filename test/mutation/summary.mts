import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../host/places.mts';
import { arrayAt, at, textAt } from '../../host/shape.mts';

/** Prints how many changes of each file the tests noticed, from the results of all runs so far. */
export function printSummary(results: string): void {
	const report: unknown = JSON.parse(readFileSync(join(root, results), 'utf8'));
	const rows = Object.entries(at(report, 'files') ?? {}).map(
		([file, content]: [string, unknown]) => {
			const states = arrayAt(content, 'mutants').map((mutant) => textAt(mutant, 'status'));
			const count = (...wanted: string[]) =>
				states.filter((state) => wanted.includes(state)).length;
			const noticed = count('Killed', 'Timeout', 'RuntimeError');
			return { file, noticed, unnoticed: count('Survived'), 'in no test': count('NoCoverage') };
		},
	);
	console.table(rows);
}
