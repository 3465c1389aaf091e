import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../host/places.mts';
import { readCommandLine, UsageError } from '../../simulator/commandLine.mts';

const MAIN = fileURLToPath(new URL('../../simulator/main.mts', import.meta.url));

function run(...args: string[]) {
	return spawn(process.execPath, ['--import', 'tsx', MAIN, ...args]);
}

test('reads the options of the simulator', () => {
	const args =
		'--port 4010 --keys 100000 --fleets 5 --orders 50 --locations 900 --latency 20 --rpm 600 --seed 7 ' +
		'--api-key secret';
	expect(readCommandLine(args.split(' '))).toEqual({
		port: 4010,
		keys: 100_000,
		fleets: 5,
		orders: 50,
		locations: 900,
		latencyMs: 20,
		requestsPerMinute: 600,
		seed: 7,
		apiKey: 'secret',
	});
	expect(readCommandLine(['--help'])).toBe('help');
});

test('accepts the commands in its README', () => {
	const readme = readFileSync(join(root, 'simulator', 'README.md'), 'utf8');
	const [, told = ''] = /^npm run simulator -- (.+)$/m.exec(readme) ?? [];
	expect(readCommandLine(told.split(' '))).toMatchObject({ port: 4010, keys: 100_000 });
});

test.each([
	['--keys', 'ten'],
	['--keys=-1'],
	['--port', '65536'],
	['--rpm', '0'],
	['--unheard-of'],
	['stray'],
])('rejects %s %s', (...args) => {
	expect(() => readCommandLine(args)).toThrow(UsageError);
});

test('prints its URL and stops at once when told to', async () => {
	const simulator = run('--keys', '10', '--api-key', 'secret');
	let printed = '';
	for await (const chunk of simulator.stdout) {
		printed += String(chunk);
		if (printed.includes('Ctrl-C')) break;
	}
	expect(printed).toMatch(
		/^Base URL {2}http:\/\/127\.0\.0\.1:\d+\/drive\nAPI key {3}secret\nStatus {4}http:\/\/127\.0\.0\.1:\d+\/\n/,
	);
	simulator.kill('SIGINT');
	await once(simulator, 'exit');
	expect(simulator.exitCode).toBe(0);
}, 20_000);
