import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './command.mts';
import { Failure } from './failure.mjs';
import { root } from './places.mts';

/** Without /usr/bin/chromium-browser, which on Ubuntu only prints what to install instead. */
const BROWSERS = [
	'/usr/bin/chromium',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Folders with programs: those of the PATH, and some that it may lack. */
export function programFolders(): string[] {
	const path = process.env['PATH'] ?? '';
	return [...path.split(delimiter), '/usr/bin', '/usr/local/bin', '/usr/sbin'];
}

/** Installs Debian packages if this is possible without asking (as root on Debian). Returns whether it was. */
export async function aptInstall(packages: readonly string[], why: string): Promise<boolean> {
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false;
	console.log(`Installing ${packages.join(' and ')} with apt-get, because ${why} ...`);
	const aptGet = ['DEBIAN_FRONTEND=noninteractive', 'apt-get'];
	await capture('env', [...aptGet, 'update', '-qq'], root);
	const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
	await capture('env', [...aptGet, ...install], root);
	return true;
}

/**
 * Returns the path of a Debian program. Installs it if necessary.
 *
 * @param why completes "Installing nginx with apt-get, because …"
 * @throws {Failure} if it is missing and cannot be installed
 */
export async function debianProgram(name: string, why: string): Promise<string> {
	const packages = name === 'nginx' ? ['nginx-light'] : [name];
	const places = programFolders().map((folder) => join(folder, name));
	const found = await existingProgram(places, packages, why);
	if (!found) throw new Failure(`${name} is not installed.`);
	return found;
}

/** Returns the path of Chromium or Chrome. Installs it with apt-get if run as root on Debian. */
export async function chromium(): Promise<string> {
	const chosen = process.env['CHROMIUM_PATH'];
	const found = chosen
		? [chosen].find((place) => existsSync(place))
		: await existingProgram(BROWSERS, ['chromium'], 'the editor tests need one');
	if (found) return found;
	throw new Failure(
		'The editor tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to its program.',
	);
}

async function existingProgram(
	places: readonly string[],
	packages: readonly string[],
	why: string,
): Promise<string | undefined> {
	const find = () => places.find((place) => existsSync(place));
	return find() ?? ((await aptInstall(packages, why)) ? find() : undefined);
}
