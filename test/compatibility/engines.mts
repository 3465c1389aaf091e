import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { n8nFolder, root } from '../../host/places.mts';
import { textAt } from '../../host/shape.mts';

/** The packages of n8n that a node uses at run time. */
export const enginePackages = ['n8n-core', 'n8n-workflow'] as const;

/** The engine of one version of n8n. */
export interface Engine {
	/** The version of n8n that comes with this engine. */
	n8n: string;
	/** Its node_modules has the engine. */
	folder: string;
	/** The pinned versions of the engine's packages. */
	versions: Record<(typeof enginePackages)[number], string>;
}

const here = join(root, 'test', 'compatibility');

/** One for each folder n8n-* next to this file, and the one of all other tests; oldest first. */
export function engines(): Engine[] {
	const older = readdirSync(here)
		.filter((name) => name.startsWith('n8n-'))
		.map((name) => engine(join(here, name), 'dependencies', ['version']));
	const newest = engine(root, 'devDependencies', ['dependencies', 'n8n'], n8nFolder);
	return [...older, newest].sort((a, b) => a.n8n.localeCompare(b.n8n, 'en', { numeric: true }));
}

/** The engine that run.mts has chosen for this process. */
export function testedEngine(): Engine {
	const folder = process.env['TESTED_ENGINE_FOLDER'];
	const tested = engines().find((candidate) => candidate.folder === folder);
	if (!tested) throw new Error('Start these tests with npm run test:compatibility.');
	return tested;
}

function engine(folder: string, group: string, version: string[], versionFolder = folder): Engine {
	const pinned = packageJson(folder);
	return {
		n8n: textAt(packageJson(versionFolder), ...version),
		folder,
		versions: {
			'n8n-core': textAt(pinned, group, 'n8n-core'),
			'n8n-workflow': textAt(pinned, group, 'n8n-workflow'),
		},
	};
}

function packageJson(folder: string): unknown {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
