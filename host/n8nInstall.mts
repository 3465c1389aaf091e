import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure, explain } from './failure.mjs';
import { install, npm } from './install.mjs';
import { n8nFolder } from './places.mts';

const modules = join(n8nFolder, 'node_modules');
const stamp = join('node_modules', '.built-for');

/** The pinned Node and n8n. */
export interface N8nInstallation {
	node: string;
	n8n: string;
}

/** Installs the n8n and the Node that host/n8n pins, if necessary. */
export async function installN8n(): Promise<N8nInstallation> {
	if (await install(n8nFolder, 'n8n (the longest step, only the first time)', stamp)) {
		await buildNativeModules();
		deleteSourceMaps();
		writeFileSync(join(n8nFolder, stamp), `${process.platform}-${process.arch}\n`);
	}
	return { node: join(modules, 'node', 'bin', 'node'), n8n: join(modules, 'n8n', 'bin', 'n8n') };
}

/** Builds two modules that n8n needs, because .npmrc turns off install scripts. */
async function buildNativeModules(): Promise<void> {
	await npm(['rebuild', 'node', '--ignore-scripts=false'], n8nFolder);
	try {
		// Downloads a prebuilt binary, or compiles one (1 minute) against the headers of the Node package.
		await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], n8nFolder, {
			PATH: [join(modules, 'node', 'bin'), process.env['PATH']].join(delimiter),
			npm_config_nodedir: nodeHeaders(),
		});
	} catch (error) {
		throw new Failure(
			`${explain(error)}\n\nn8n's database driver has to be compiled here, which needs Python 3, make and a C++ compiler (Debian: apt-get install python3 make g++, macOS: xcode-select --install).`,
		);
	}
}

/** Deletes source maps, a sixth of the installation, which n8n does not need. Does not follow links. */
function deleteSourceMaps(folder = modules): void {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) deleteSourceMaps(path);
		else if (entry.isFile() && /\.[cm]?js\.map$/.test(entry.name)) rmSync(path);
	}
}

/** Returns the folder of the C headers, which are in the platform package inside the node package. */
function nodeHeaders(): string {
	const inside = join(modules, 'node', 'node_modules');
	const platformPackage = readdirSync(inside).find((name) =>
		existsSync(join(inside, name, 'include', 'node')),
	);
	if (!platformPackage) throw new Failure('The pinned Node has no C headers.');
	return join(inside, platformPackage);
}
