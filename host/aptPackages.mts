import { existsSync } from 'node:fs';
import { capture } from './command.mts';
import { root } from './places.mts';

/** Installs Debian packages if this is possible without asking (as root on Debian). Returns whether it was. */
export async function aptInstall(packages: readonly string[], why: string): Promise<boolean> {
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false;
	console.log(`Installing ${packages.join(' and ')} with apt-get, because ${why} ...`);
	await aptGet('update', '-qq');
	await aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
	return true;
}

/** Runs apt-get without prompts. */
function aptGet(...args: string[]): Promise<string> {
	return capture('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], root);
}
