import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ProcessGroup } from '../../host/processGroup.mts';

// A parent that starts a child, as n8n starts its task runner, and prints its process ID.
const parent = `
	const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
	console.log(child.pid);
	setInterval(() => {}, 1000);`;

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'process-group-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

function start(file: string, args: string[]): ProcessGroup {
	const log = openSync(join(folder, 'log'), 'w');
	const group = ProcessGroup.start(file, args, { cwd: folder, env: process.env, logFile: log });
	closeSync(log);
	return group;
}

async function eventually(condition: () => boolean): Promise<void> {
	const deadline = Date.now() + 10_000;
	while (!condition()) {
		if (Date.now() > deadline) throw new Error('Timed out');
		await pause(20);
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch {
		return false;
	}
	// A killed process keeps its ID until its parent reaps it.
	return !/^State:\s+Z/m.test(processStatus(pid));
}

function processStatus(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/status`, 'utf8');
	} catch {
		return '';
	}
}

test('stopping a group also ends its child processes', async () => {
	const group = start(process.execPath, ['-e', parent]);
	const log = () => readFileSync(join(folder, 'log'), 'utf8');
	await eventually(() => log().includes('\n'));
	const grandchild = Number(log());
	expect(isRunning(grandchild)).toBe(true);

	await group.stop();
	expect(group.hasEnded()).toBe(true);
	await eventually(() => !isRunning(grandchild));
});

test('a group whose command does not exist has ended', async () => {
	const group = start(join(folder, 'no-such-command'), []);
	await group.ended;
	expect(group.hasEnded()).toBe(true);
	await group.stop();
});
