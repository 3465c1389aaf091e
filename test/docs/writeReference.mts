// npm run reference: writes docs/operations.md, docs/workflows.md, the list in docs/verify-api.md, and the snapshot of
// what saved workflows depend on.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '../../host/failure.mjs';
import { build } from '../../host/packedPackage.mts';
import { root } from '../../host/places.mts';
import { withOpenQuestions } from '../../verify/page.mts';
import { NEW_VERSION } from '../savedWorkflows/snapshot.mts';
import { writeSnapshot } from '../savedWorkflows/writeSnapshot.mts';
import { operationsPage } from './operationsPage.mts';
import { workflowsPage } from './workflowsPage.mts';

const page = (name: string) => join(root, 'docs', name);

let exitCode = 0;
try {
	await writeSnapshot(process.argv.includes(NEW_VERSION));
	const text = (name: string) => readFileSync(page(name), 'utf8');
	const list = withOpenQuestions(text('verify-api.md'), text('api-facts.md'));
	writeFileSync(page('verify-api.md'), list);
	writeFileSync(page('workflows.md'), workflowsPage());
	await build();
	writeFileSync(page('operations.md'), await operationsPage());
} catch (error) {
	console.error(explain(error));
	exitCode = 1;
}
process.exit(exitCode);
