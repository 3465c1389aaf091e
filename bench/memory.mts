import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../host/failure.mjs';

const pageBytes = 4096;
const everyMs = 20;

/** Bytes of a process that are in the machine's memory; undefined when it has ended. */
function residentBytes(pid: number): number | undefined {
	try {
		return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes;
	} catch {
		return undefined;
	}
}

/** The child of this process that runs a script. */
export function childRunning(script: string): number {
	const found = readdirSync('/proc')
		.map(Number)
		.find((pid) => pid > 0 && parentOf(pid) === process.pid && runs(pid, script));
	if (found === undefined) throw new Failure(`No process of ours runs ${script}.`);
	return found;
}

/** Processes that a process has started, and those that they have started. */
export function descendants(pid: number): number[] {
	const children = readdirSync('/proc')
		.map(Number)
		.filter((other) => other > 0 && parentOf(other) === pid);
	return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Looks at the memory of a process again and again, until it is told to stop. */
export class MemoryWatch {
	peak = 0;
	private readonly watching: Promise<void>;
	private stopped = false;

	constructor(private readonly pids: readonly number[]) {
		this.watching = this.watch();
	}

	async stop(): Promise<number> {
		this.stopped = true;
		await this.watching;
		return this.peak;
	}

	private async watch(): Promise<void> {
		while (!this.stopped) {
			this.peak = Math.max(this.peak, together(this.pids));
			await pause(everyMs);
		}
	}
}

/** Bytes of several processes; memory they share counts more than once, before and after alike. */
export function together(pids: readonly number[]): number {
	return pids.reduce((sum, pid) => sum + (residentBytes(pid) ?? 0), 0);
}

function parentOf(pid: number): number | undefined {
	try {
		// The name, in parentheses, may have blanks in it.
		const rest = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1);
		return Number(rest?.split(' ')[1]);
	} catch {
		return undefined;
	}
}

function runs(pid: number, script: string): boolean {
	return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(script);
}
