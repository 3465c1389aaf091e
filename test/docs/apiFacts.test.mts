import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { factRows, isAbout } from '../../verify/page.mts';
import { factsOf } from '../../verify/verify.mts';
import { anchorOf, textFiles } from './documents.mts';

const PAGE = 'docs/api-facts.md';
const UNUSED = 'Not used yet.';

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
const citations = textFiles
	.filter(({ name }) => name !== PAGE)
	.flatMap(({ name, text }) =>
		[...text.matchAll(/api-facts\.md#([\w-]*)/g)].map(([, section = '']) => ({ name, section })),
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

/** The URLs of the names in the column Source. */
const sources = new Set([...page.matchAll(/^\[([\w-]+)\]: https:\/\//gm)].map(([, name]) => name));

test.each(sections.map(({ anchor, rows }) => [anchor, rows]))(
	'every fact in %s has a confidence and the URL of a public page',
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

test.each(factsOf(0).map((fact) => [fact.id, fact] as const))(
	'the check %s belongs to a fact',
	(_id, fact) => {
		const rows = factRows(page).filter((row) => isAbout(fact, row));
		expect(rows).toHaveLength(fact.also ? 2 : 1);
	},
);
