import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { withOpenQuestions } from '../../verify/page.mts';
import { operationsPage } from './operationsPage.mts';
import { workflowsPage } from './workflowsPage.mts';

const read = (name: string) => readFileSync(join(root, 'docs', name), 'utf8');

test.each<[string, () => string | Promise<string>]>([
	['operations.md', operationsPage],
	['workflows.md', workflowsPage],
	['verify-api.md', () => withOpenQuestions(read('verify-api.md'), read('api-facts.md'))],
])(
	'docs/%s is up to date (npm run reference)',
	async (name, page) => {
		expect(read(name)).toBe(await page());
	},
	120_000,
);
