import { spawn } from 'node:child_process';
import { clearInterval, setInterval } from 'node:timers';
import { exclusively } from './exclusive.mjs';
import { Failure } from './failure.mjs';
import { isFresh } from './freshness.mjs';

const progressSeconds = 15;

/**
 * Installs what a folder's package-lock.json asks for, unless it is there already. Install scripts stay off: the few
 * packages that need one are built by name afterwards, so that one nobody needs cannot break the install.
 *
 * @param {string} folder
 * @param {string} label what is being installed, in the words of somebody who waits for it
 */
export async function install(folder, label) {
	if (isFresh(folder)) return;
	await exclusively(
		folder,
		async () => {
			if (isFresh(folder)) return;
			await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
				folder,
				label: `Installing ${label}`,
			});
			if (!isFresh(folder)) {
				throw new Failure(
					`npm ci ended well, but ${folder} lacks packages of its package-lock.json.`,
				);
			}
		},
		() => console.log(`Another process is installing ${label}: waiting for it.`),
	);
}

/**
 * Runs npm, says that it is still at it from time to time, and fails with the end of its output.
 *
 * @param {string[]} args
 * @param {{ folder: string; label: string; env?: Record<string, string | undefined> }} options
 */
export async function npm(args, { folder, label, env = {} }) {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	console.log(`${label} ...`);
	const ticker = setInterval(
		() => console.log(`${label} ... ${seconds()} s`),
		progressSeconds * 1000,
	);
	try {
		await run(npmCommand(args), { cwd: folder, env: { ...process.env, ...env } });
	} catch (error) {
		throw new Failure(`${label} failed: ${error.message}`);
	} finally {
		clearInterval(ticker);
	}
	console.log(`${label}: done in ${seconds()} s`);
}

// npm says where its own script lies when it started us, which spares a shell on Windows.
function npmCommand(args) {
	const script = process.env.npm_execpath;
	return script?.endsWith('npm-cli.js')
		? { file: process.execPath, args: [script, ...args], shell: false }
		: { file: 'npm', args, shell: process.platform === 'win32' };
}

function run({ file, args, shell }, { cwd, env }) {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		const keepEnd = (chunk) => {
			output = (output + chunk).slice(-20_000);
		};
		child.stdout.on('data', keepEnd);
		child.stderr.on('data', keepEnd);
		const stop = () => child.kill('SIGTERM');
		process.once('exit', stop);
		child.once('error', (error) => {
			process.off('exit', stop);
			reject(
				error.code === 'ENOENT' ? new Error('npm is not installed or not in the PATH.') : error,
			);
		});
		child.once('close', (code, signal) => {
			process.off('exit', stop);
			if (code === 0) return resolve();
			const end = output.trim().split('\n').slice(-15).join('\n');
			reject(new Error(`npm ${args.at(-1)} ended with ${signal ?? code}.\n${end}`));
		});
	});
}
