import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const ticksPerSecond = 100;
/** A machine that does no more than this beside us, as a share of all its cores, counts as quiet. */
const quietShare = 0.15;
const quietWithinMs = 90_000;

/** Processor time that processes have used so far, seconds. */
export function processorSeconds(pids: readonly number[]): number {
	return pids.reduce((sum, pid) => sum + secondsOf(pid), 0);
}

/** How much of the machine goes to others than the given processes, from now until the end is called. */
export function watchOthers(pids: readonly number[]): () => number {
	const started = { now: performance.now(), busy: machineSeconds(), ours: processorSeconds(pids) };
	return () => {
		const others = machineSeconds() - started.busy - (processorSeconds(pids) - started.ours);
		const seconds = (performance.now() - started.now) / 1000;
		return Math.max(0, others) / (seconds * cpus().length);
	};
}

/** Waits until the machine does little else, but not for ever. */
export async function quietMachine(pids: readonly number[]): Promise<void> {
	for (const deadline = Date.now() + quietWithinMs; Date.now() < deadline; ) {
		const others = watchOthers(pids);
		await pause(2000);
		if (others() < quietShare) return;
	}
}

function secondsOf(pid: number): number {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
		return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
	} catch {
		return 0;
	}
}

/** Time that all cores together have been busy: all columns but idle and waiting for disks. */
function machineSeconds(): number {
	const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
	const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, stolen = 0] = line
		.split(/\s+/)
		.slice(1)
		.map(Number);
	return (user + nice + system + irq + softIrq + stolen) / ticksPerSecond;
}
