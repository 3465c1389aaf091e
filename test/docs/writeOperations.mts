// npm run reference: writes docs/operations.md and the snapshot of what saved workflows depend on.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '../../host/failure.mjs';
import { build } from '../../host/packedPackage.mts';
import { root } from '../../host/places.mts';
import { NEW_VERSION } from '../savedWorkflows/snapshot.mts';
import { writeSnapshot } from '../savedWorkflows/writeSnapshot.mts';
import { operationsPage } from './operationsPage.mts';

let exitCode = 0;
try {
	await writeSnapshot(process.argv.includes(NEW_VERSION));
	await build();
	writeFileSync(join(root, 'docs', 'operations.md'), await operationsPage());
} catch (error) {
	console.error(explain(error));
	exitCode = 1;
}
process.exit(exitCode);
