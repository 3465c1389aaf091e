import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './places.mts';
import { at } from './shape.mts';

/** Runs a command of an installed development package with its output on the screen. Returns its exit code. */
export function runTool(
	packageName: string,
	command: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = {},
): Promise<number> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [toolScript(packageName, command), ...args], {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: 'inherit',
		});
		child.once('error', reject);
		child.once('exit', (code) => {
			resolve(code ?? 1);
		});
	});
}

/** Runs a command to its end and returns what it printed. */
export function capture(
	file: string,
	args: readonly string[],
	cwd: string,
	env: NodeJS.ProcessEnv = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		let errors = '';
		child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) resolve(output);
			else reject(new Failure(`${file} ${args.join(' ')} failed:\n${errors}${output}`.trim()));
		});
	});
}

/** Returns the script of a command of an installed development package, to run it without a shell. */
export function toolScript(packageName: string, command: string): string {
	const folder = join(root, 'node_modules', packageName);
	const content: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const bin = at(content, 'bin');
	const script = typeof bin === 'string' ? bin : at(bin, command);
	if (typeof script !== 'string') throw new Error(`${packageName} has no command ${command}`);
	return join(folder, script);
}
