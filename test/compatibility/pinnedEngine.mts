import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { n8nFolder, root } from '../../host/places.mts';
import { textAt } from '../../host/shape.mts';

/** What a node of ours meets of n8n while it runs. */
export const enginePackages = ['n8n-core', 'n8n-workflow'] as const;

/** The engine of one version of n8n. */
export interface PinnedEngine {
	/** The version of n8n that comes with this engine. */
	n8n: string;
	/** Its node_modules has the engine. */
	folder: string;
	/** The exact versions that the folder's package.json asks for. */
	versions: Record<(typeof enginePackages)[number], string>;
}

const here = join(root, 'test', 'compatibility');

/** One for each folder n8n-* beside this file, and the one that all other tests run with: oldest first. */
export function pinnedEngines(): PinnedEngine[] {
	const older = readdirSync(here)
		.filter((name) => name.startsWith('n8n-'))
		.map((name) => olderEngine(join(here, name)));
	return [...older, newestEngine()].sort((a, b) =>
		a.n8n.localeCompare(b.n8n, 'en', { numeric: true }),
	);
}

/** Its package.json has n8n's version as its own. */
function olderEngine(folder: string): PinnedEngine {
	const content = packageJson(folder);
	return {
		n8n: textAt(content, 'version'),
		folder,
		versions: pinnedIn(content, 'dependencies'),
	};
}

function newestEngine(): PinnedEngine {
	return {
		n8n: textAt(packageJson(n8nFolder), 'dependencies', 'n8n'),
		folder: root,
		versions: pinnedIn(packageJson(root), 'devDependencies'),
	};
}

function pinnedIn(content: unknown, dependencies: string): PinnedEngine['versions'] {
	return {
		'n8n-core': textAt(content, dependencies, 'n8n-core'),
		'n8n-workflow': textAt(content, dependencies, 'n8n-workflow'),
	};
}

export function packageJson(folder: string): unknown {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
