import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, toolScript } from './command.mts';
import { Failure } from './failure.mjs';
import { n8nFolder, root } from './places.mts';
import { arrayAt, at, objectAt, textAt } from './shape.mts';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

export interface PackedPackage {
	name: string;
	version: string;
	tarball: string;
	bytes: number;
	files: string[];
}

export async function build(): Promise<void> {
	await capture(process.execPath, [toolScript('gulp', 'gulp'), 'build'], root);
}

/** Creates the tarball that would be published. */
export async function pack(folder: string): Promise<PackedPackage> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const output = await capture(
		npm,
		['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
		root,
	);
	const answer: unknown = JSON.parse(output);
	// Older npm returns a list, newer npm an object with the package name as key.
	const result = Array.isArray(answer) ? at(answer, 0) : Object.values(objectAt(answer))[0];
	const bytes = at(result, 'size');
	if (typeof bytes !== 'number') throw new Failure('npm pack did not report the package size.');
	return {
		name: textAt(result, 'name'),
		version: textAt(result, 'version'),
		tarball: join(folder, textAt(result, 'filename')),
		bytes,
		files: arrayAt(result, 'files').map((file) => textAt(file, 'path')),
	};
}

/** Unpacks a tarball to `folder` with tar, which n8n also uses. */
export async function unpack(tarball: string, folder: string): Promise<void> {
	const beside = `${folder}.unpacking`;
	rmSync(folder, { recursive: true, force: true });
	rmSync(beside, { recursive: true, force: true });
	mkdirSync(beside, { recursive: true });
	await capture('tar', ['-xzf', tarball, '-C', beside], root);
	renameSync(join(beside, 'package'), folder);
	rmSync(beside, { recursive: true });
}

/** Installs the packed package like Settings > Community nodes in n8n. */
export async function installInN8n(packed: PackedPackage, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const modules = join(nodes, 'node_modules');
	rmSync(modules, { recursive: true, force: true });
	mkdirSync(modules, { recursive: true });
	const ledger = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [packed.name]: packed.version },
	};
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
	await unpack(packed.tarball, join(modules, packed.name));
	linkWorkflowOfN8n(modules);
}

/**
 * Installs a tarball with npm in n8n's nodes folder, over an earlier version if any, as in docs/docker.md and
 * README.md.
 */
export async function installWithNpm(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	mkdirSync(nodes, { recursive: true });
	const options = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
	await capture(npm, ['install', '--prefix', nodes, ...options, tarball], root);
	linkWorkflowOfN8n(join(nodes, 'node_modules'));
}

/** Links n8n's n8n-workflow, so that the package does not find another one in the checkout. */
function linkWorkflowOfN8n(modules: string): void {
	const link = join(modules, 'n8n-workflow');
	rmSync(link, { recursive: true, force: true });
	symlinkSync(join(n8nFolder, 'node_modules', 'n8n-workflow'), link, 'junction');
}
