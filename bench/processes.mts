import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';

const TICKS_PER_SECOND = 100;

/** A process and all that descend from it. Linux only, as everything here. */
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

/** Resident memory of processes, bytes: now (`VmRSS`), or at most since `resetPeak` (`VmHWM`). */
export function residentBytes(pids: readonly number[], which: 'VmRSS' | 'VmHWM'): number {
	const line = new RegExp(`^${which}:\\s+(\\d+) kB`, 'm');
	return sum(pids, (pid) => 1024 * Number(line.exec(read(`/proc/${pid}/status`))?.[1] ?? 0));
}

export function resetPeak(pids: readonly number[]): void {
	for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Processor time that processes have used so far, seconds. */
export function processorSeconds(pids: readonly number[]): number {
	return sum(pids, (pid) => (Number(stat(pid)[11]) + Number(stat(pid)[12])) / TICKS_PER_SECOND);
}

/** From now on, what programs other than this one and its children take of the processor, 0 to 1. */
export function watchOthers(): () => number {
	const taken = () => busySeconds() - processorSeconds(processTree(process.pid));
	const [before, started] = [taken(), performance.now()];
	return () => {
		const available = (cpus().length * (performance.now() - started)) / 1000;
		return Math.min(1, Math.max(0, (taken() - before) / available));
	};
}

/** Processor time of the machine that was not idle, seconds. */
function busySeconds(): number {
	// user, nice, system, idle, waiting for disks, interrupts, soft interrupts
	const ticks = read('/proc/stat').split('\n', 1)[0]?.split(/\s+/).slice(1, 8).map(Number) ?? [];
	return sum([0, 1, 2, 5, 6], (field) => ticks[field] ?? 0) / TICKS_PER_SECOND;
}

/** The fields of /proc/<pid>/stat after the name, which may have blanks in it; zeros when the process is gone. */
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
