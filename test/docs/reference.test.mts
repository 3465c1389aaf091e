import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { operationsPage } from './operationsPage.mts';
import { workflowsPage } from './workflowsPage.mts';

test('docs/operations.md says what n8n shows and what comes out (npm run reference)', async () => {
	const written = readFileSync(join(root, 'docs', 'operations.md'), 'utf8');
	expect(written).toBe(await operationsPage());
}, 120_000);

test('docs/workflows.md says what the notes of the ready-made workflows say (npm run reference)', () => {
	expect(readFileSync(join(root, 'docs', 'workflows.md'), 'utf8')).toBe(workflowsPage());
});
