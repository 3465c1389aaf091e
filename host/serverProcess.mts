import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { root } from './places.mts';
import { ProcessGroup } from './processGroup.mts';

export const leash = ['--import', join(root, 'host', 'leash.mjs')];

interface Program {
	/** Name for messages. */
	name: string;
	file: string;
	args: readonly string[];
	cwd: string;
	env?: NodeJS.ProcessEnv;
	logFile: string;
	startSeconds: number;
	isReady: () => Promise<boolean>;
}

/**
 * Starts a server and waits until it responds.
 *
 * @throws {Failure} with the end of its log if it does not
 */
export async function startServer(program: Program): Promise<ProcessGroup> {
	const { name, file, args, cwd, env = process.env, logFile, startSeconds, isReady } = program;
	const log = openSync(logFile, 'w');
	const group = ProcessGroup.start(file, args, { cwd, env, logFile: log });
	closeSync(log);

	const deadline = Date.now() + startSeconds * 1000;
	while (!(await isReady())) {
		if (group.hasEnded()) throw new Failure(`${name} ended while starting.\n${endOf(logFile)}`);
		if (Date.now() > deadline) {
			await group.stop();
			throw new Failure(`${name} was not ready after ${startSeconds} s.\n${endOf(logFile)}`);
		}
		await pause(250);
	}
	return group;
}

/** Starts a server other than Node, which also ends with this process. */
export function startForeignServer(program: Program): Promise<ProcessGroup> {
	const args = [...leash, join(root, 'host', 'leashed.mjs'), program.file, ...program.args];
	return startServer({ ...program, file: process.execPath, args });
}

/** Returns whether a local port accepts connections. */
export async function listensAt(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}

function endOf(logFile: string): string {
	const text = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim() : '';
	return `The end of ${logFile}:\n${text.split('\n').slice(-20).join('\n')}`;
}
