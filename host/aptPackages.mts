import { existsSync } from 'node:fs';
import { capture } from './command.mts';
import { root } from './places.mts';

/** Installs Debian's packages where that takes no question (Debian as root), and says whether it could. */
export async function aptInstall(packages: readonly string[], why: string): Promise<boolean> {
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false;
	console.log(`Installing ${packages.join(' and ')} with apt-get, because ${why} ...`);
	await aptGet('update', '-qq');
	await aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
	return true;
}

/** Nobody is there to answer what a package would like to know. */
function aptGet(...args: string[]): Promise<string> {
	return capture('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], root);
}
