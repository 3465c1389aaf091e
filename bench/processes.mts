import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';

const TICKS_PER_SECOND = 100;

/** Returns a process and its descendants. Linux only, like everything here. */
export function processTree(root: number): number[] {
	const parents = readdirSync('/proc')
		.map(Number)
		.filter((pid) => pid > 0)
		.map((pid) => ({ pid, parent: Number(stat(pid)[1]) }));
	const below = (pid: number): number[] => [
		pid,
		...parents.filter(({ parent }) => parent === pid).flatMap((child) => below(child.pid)),
	];
	return below(root);
}

/**
 * Returns the resident memory of processes in bytes: current (`VmRSS`), or the maximum since `resetPeak`
 * (`VmHWM`).
 */
export function residentBytes(pids: readonly number[], which: 'VmRSS' | 'VmHWM'): number {
	const line = new RegExp(`^${which}:\\s+(\\d+) kB`, 'm');
	return sum(pids, (pid) => 1024 * Number(line.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
}

export function resetPeak(pids: readonly number[]): void {
	for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Returns the processor time of processes so far, in seconds. */
export function processorSeconds(pids: readonly number[]): number {
	return sum(pids, (pid) => (Number(stat(pid)[11]) + Number(stat(pid)[12])) / TICKS_PER_SECOND);
}

/** Starts measuring the share of the processor that other programs use, 0 to 1. */
export function watchOthers(): () => number {
	const taken = () => busySeconds() - processorSeconds(processTree(process.pid));
	const [before, started] = [taken(), performance.now()];
	return () => {
		const available = (cpus().length * (performance.now() - started)) / 1000;
		return Math.min(1, Math.max(0, (taken() - before) / available));
	};
}

/** Returns the busy processor time of the machine in seconds. */
function busySeconds(): number {
	// user, nice, system, idle, waiting for disks, interrupts, soft interrupts
	const ticks = read('/proc/stat').split('\n', 1)[0]?.split(/\s+/).slice(1, 8).map(Number) ?? [];
	return sum([0, 1, 2, 5, 6], (field) => ticks[field] ?? 0) / TICKS_PER_SECOND;
}

/**
 * Returns the fields of /proc/<pid>/stat after the name, which may contain spaces; zeros if the process has
 * ended.
 */
function stat(pid: number): string[] {
	const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
	return fields.length > 12 ? fields : Array<string>(13).fill('0');
}

function read(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

function sum(pids: readonly number[], of: (pid: number) => number): number {
	return pids.reduce((total, pid) => total + of(pid), 0);
}
