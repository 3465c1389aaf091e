import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/** npm writes this file last, so an interrupted install has none. */
const RECORD = 'node_modules/.package-lock.json';

/**
 * Runs `npm ci` in a folder whose package-lock.json is newer than what is installed.
 *
 * @param {string} folder
 * @param {string} label what is installed, to show to the user
 * @param {string} stamp file written by the last step of the installation
 * @returns {Promise<boolean>} whether something was installed
 */
export async function install(folder, label, stamp = RECORD) {
	if (modified(join(folder, stamp)) >= modified(join(folder, 'package-lock.json'))) return false;
	console.log(`Installing ${label} ...`);
	await npm(['ci', '--loglevel=error'], folder);
	return true;
}

/**
 * @param {string[]} args
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
export async function npm(args, folder, env = {}) {
	// npm names its own script when it started this process; that avoids a shell on Windows.
	const script = process.env.npm_execpath;
	const direct = script?.endsWith('npm-cli.js');
	const child = spawn(direct ? process.execPath : 'npm', direct ? [script, ...args] : args, {
		cwd: folder,
		env: { ...process.env, ...env },
		shell: !direct && process.platform === 'win32',
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const stop = () => child.kill();
	process.once('exit', stop);
	const [code, signal] = await once(child, 'close');
	process.off('exit', stop);
	if (code !== 0)
		throw new Failure(`npm ${args.join(' ')} ended with ${signal ?? code} in ${folder}.`);
}

function modified(file) {
	return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
