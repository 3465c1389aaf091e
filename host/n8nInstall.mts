import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createHash } from 'node:crypto';
import { exclusively } from './exclusive.mjs';
import { Failure, explain } from './failure.mjs';
import { install, npm } from './install.mjs';
import { n8nFolder } from './places.mts';

const modules = join(n8nFolder, 'node_modules');
const stamp = join(modules, '.built-for');

/** The pinned Node and the pinned n8n that runs on it. */
export interface N8nInstallation {
	node: string;
	n8n: string;
}

/** Installs the real n8n that host/n8n pins, with its Node, unless both are there already. */
export async function installN8n(): Promise<N8nInstallation> {
	await install(n8nFolder, 'n8n (about 4 minutes, only the first time)');
	await exclusively(
		`${n8nFolder} build`,
		async () => {
			if (!isBuilt()) await build();
		},
		() => {
			console.log('Another process is preparing n8n: waiting for it.');
		},
	);
	return { node: join(modules, 'node', 'bin', 'node'), n8n: join(modules, 'n8n', 'bin', 'n8n') };
}

/** Everything was installed without install scripts; these are the two that n8n cannot do without. */
async function build(): Promise<void> {
	await npm(['rebuild', 'node'], { folder: n8nFolder, label: 'Preparing the Node that n8n needs' });
	try {
		// A ready-made binary where the internet has one for this machine, otherwise compiled (1 minute) against the C
		// headers that the Node package brings.
		await npm(['rebuild', 'sqlite3'], {
			folder: n8nFolder,
			label: "Preparing n8n's database driver",
			env: {
				PATH: [join(modules, 'node', 'bin'), process.env['PATH']].join(delimiter),
				npm_config_nodedir: nodeHeaders(),
			},
		});
	} catch (error) {
		throw new Failure(
			`${explain(error)}\n\nThe database driver had to be compiled here, which takes Python 3, make and a C++ compiler (Debian: apt-get install python3 make g++, macOS: xcode-select --install).`,
		);
	}
	writeFileSync(stamp, fingerprint());
}

function isBuilt(): boolean {
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/** npm ci empties node_modules, so the stamp goes with what it vouches for. */
function fingerprint(): string {
	const lock = readFileSync(join(n8nFolder, 'package-lock.json'));
	return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}`;
}

/** The node package installs the one for this platform inside itself, and that one has the headers. */
function nodeHeaders(): string {
	const inside = join(modules, 'node', 'node_modules');
	const platformPackage = readdirSync(inside).find((name) =>
		existsSync(join(inside, name, 'include', 'node')),
	);
	if (!platformPackage) throw new Failure('The pinned Node came without its C headers.');
	return join(inside, platformPackage);
}
