// node host/completeLock.mjs <folder>: adds to a package-lock.json the platform packages (binaries for macOS, Windows,
// other processors) that npm left out of it. npm does so when it cannot see them while it writes the file (npm/cli#4828),
// and `npm ci` then fails, or the package has no binary on the machine of somebody else.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPlatformPackages } from './platformPackages.mjs';

const file = join(process.argv[2] ?? '.', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingPlatformPackages(lock.packages);

const packages = Object.entries({ ...lock.packages, ...missing });
packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(
	file,
	`${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, '\t')}\n`,
);
console.log(`${file}: ${Object.keys(missing).length} platform packages added`);
