import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../host/places.mts';
import { arrayAt, objectAt, textAt } from '../../host/shape.mts';

/** Prints how many changes of each file the tests noticed, from the results of all runs so far. */
export function printSummary(results: string): void {
	const report: unknown = JSON.parse(readFileSync(join(root, results), 'utf8'));
	const rows = Object.entries(objectAt(report, 'files')).map(([file, content]) => {
		const states = arrayAt(content, 'mutants').map((mutant) => textAt(mutant, 'status'));
		const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length;
		const noticed = count('Killed', 'Timeout');
		return { file, noticed, unnoticed: count('Survived'), 'in no test': count('NoCoverage') };
	});
	console.table(rows);
}
