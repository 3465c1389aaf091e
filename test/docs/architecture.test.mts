import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { root } from '../../host/places.mts';

const PACKAGE = 'nodes/PlugsurfingEmp';

const page = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');

/** A section of the page, without its heading. */
function section(heading: string): string {
	const [, text = ''] = page.split(`## ${heading}`);
	return text.split('\n## ')[0] ?? '';
}

describe.each([
	['Walk 1', 12],
	['Walk 2', 7],
])('%s', (heading, count) => {
	const text = section(heading);
	const files = [...text.matchAll(/^\d+\. `(.+?)`/gm)].map(([, file = '']) => file);

	/** The files that a file imports, from the folder of the package. */
	function importsOf(file: string): string[] {
		const source = readFileSync(join(root, PACKAGE, file), 'utf8');
		return [...source.matchAll(/ from '(\.[^']+)'/g)].map(([, target = '']) => {
			const path = relative(PACKAGE, join(PACKAGE, dirname(file), target));
			return existsSync(join(root, PACKAGE, `${path}.ts`)) ? `${path}.ts` : `${path}/index.ts`;
		});
	}

	test(`opens ${count} files, none of them twice, and says so`, () => {
		expect(new Set(files).size).toBe(files.length);
		expect(files).toHaveLength(count);
		expect(text).toContain(`${count} files, none of them twice`);
	});

	test('leads from each file to one that it, or an earlier one, imports', () => {
		const known = new Set(files.slice(0, 1));
		for (const file of files) {
			expect([...known]).toContain(file);
			for (const next of importsOf(file)) known.add(next);
		}
	});
});
