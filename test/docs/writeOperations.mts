// npm run reference: writes docs/operations.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../host/packedPackage.mts';
import { root } from '../../host/places.mts';
import { operationsPage } from './operationsPage.mts';

await build();
writeFileSync(join(root, 'docs', 'operations.md'), await operationsPage());
process.exit(0);
