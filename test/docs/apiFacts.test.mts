import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { root } from '../../host/places.mts';
import { anchorOf } from './documents.mts';

const PAGE = 'docs/api-facts.md';
const UNUSED = 'Not used yet.';

const FOLDERS = 'bench credentials docs host nodes openapi simulator test verify workflows'.split(
	' ',
);

function filesIn(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path);
		return /\.(ts|mts|mjs|md|yaml|json)$/.test(entry.name) ? [path] : [];
	});
}

const texts = [
	...readdirSync(root)
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(root, name)),
	...FOLDERS.flatMap((folder) => filesIn(join(root, folder))),
].map((file) => ({ file: relative(root, file), text: readFileSync(file, 'utf8') }));

const page = readFileSync(join(root, PAGE), 'utf8');

const sections = page
	.split(/^## /m)
	.slice(1)
	.map((text) => {
		const [heading = ''] = text.split('\n');
		const [, , ...rows] = text.split('\n').filter((line) => line.startsWith('|'));
		return { anchor: anchorOf(heading), unused: text.includes(UNUSED), rows };
	});

/** Citations such as `docs/api-facts.md#fair-use`. */
const citations = texts
	.filter(({ file }) => file !== PAGE)
	.flatMap(({ file, text }) =>
		[...text.matchAll(/api-facts\.md#([\w-]*)/g)].map(([, section = '']) => ({ file, section })),
	);

test('every section of API facts that is cited exists', () => {
	const known = new Set(sections.map(({ anchor }) => anchor));
	expect(citations).not.toHaveLength(0);
	expect(citations.filter(({ section }) => !known.has(section))).toEqual([]);
});

test(`every section is cited or says "${UNUSED}"`, () => {
	const cited = new Set(citations.map(({ section }) => section));
	const uncited = sections.filter(({ anchor }) => !cited.has(anchor));
	const unused = sections.filter((section) => section.unused);
	expect(unused.map(({ anchor }) => anchor)).toEqual(uncited.map(({ anchor }) => anchor));
});

/** The addresses that the names in the column Source stand for. */
const sources = new Set([...page.matchAll(/^\[([\w-]+)\]: https:\/\//gm)].map(([, name]) => name));

test.each(sections.map(({ anchor, rows }) => [anchor, rows]))(
	'every fact in %s has a confidence and the address of a public page',
	(_anchor, rows) => {
		expect(rows).not.toHaveLength(0);
		for (const row of rows) {
			const [, confidence, source = '', ...more] = row.slice(2, -2).split(' | ');
			expect(more).toEqual([]);
			expect(confidence).toMatch(/^(documented|sibling|unknown|inferred: .+)$/);
			const names = [...source.matchAll(/\[([\w-]+)\]/g)].map(([, name]) => name);
			expect(names).not.toHaveLength(0);
			expect(names.filter((name) => !sources.has(name))).toEqual([]);
		}
	},
);

test('no file cites a source that is not in the repository', () => {
	const outside = /plugsurfing-(api\.md|emp-page\.txt)|\bEMP page, "/;
	expect(texts.filter(({ text }) => outside.test(text)).map(({ file }) => file)).toEqual([]);
});
