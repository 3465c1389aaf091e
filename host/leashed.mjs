// node --import host/leash.mjs host/leashed.mjs <program> [arguments]: runs a program other than Node on the
// leash, so that it ends with the process that started it.
import { spawn } from 'node:child_process';

const [file, ...args] = process.argv.slice(2);
const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'] });

process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('error', (error) => {
	console.error(error.message);
	process.exitCode = 1;
});
child.once('exit', (code) => {
	process.exitCode = code ?? 1;
});
