import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { factRows, isAbout, withOpenQuestions } from '../../verify/page.mts';
import { factsOf } from '../../verify/verify.mts';

const read = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');
const apiFacts = read('api-facts.md');

test('docs/verify-api.md lists what no page says (npm run reference)', () => {
	const page = read('verify-api.md');
	expect(page).toBe(withOpenQuestions(page, apiFacts));
});

test.each(factsOf(0).map((fact) => [fact.id, fact] as const))(
	'%s is about a row of API facts',
	(_id, fact) => {
		const rows = factRows(apiFacts).filter((row) => isAbout(fact, row));
		expect(rows).toHaveLength(fact.also ? 2 : 1);
	},
);
