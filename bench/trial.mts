import { setTimeout as pause } from 'node:timers/promises';
import type { Laboratory } from './laboratory.mts';
import { median } from './median.mts';
import { MemoryWatch, descendants } from './memory.mts';
import { processorSeconds, quietMachine, watchOthers } from './processor.mts';
import { PublishedRow, type Outcome } from './publishedRow.mts';
import type { Account, Subject } from './subject.mts';

/** A server that has been running for a while has compiled the code that it uses most. */
const usualWarmUps = 10;
const emptyRuns = 3;
const emptyBound = 60;
/** So long n8n holds on to memory of its start that it does not need any more. */
const settlingMs = 12_000;

/** The seconds are without what the same workflow takes when the work is left out. */
export interface Trial extends Outcome {
	/** Most memory of n8n, above that of one that has nothing to do. */
	bytes: number;
	/** Processor time of n8n, seconds: what a busy machine changes least. NaN when it did not come to an end. */
	processor: number;
}

export interface TrialOptions {
	/** It is given up after so many seconds. */
	bound: number;
	/** How often it runs with little to do before. */
	warmUps?: number;
	/** The last thing before the start. */
	justBefore?: () => Promise<void>;
}

/** Runs a subject once, in an n8n that has been started afresh and has run it some times with little to do. */
export async function trial(
	laboratory: Laboratory,
	account: Account,
	subject: Subject,
	{ bound, warmUps = usualWarmUps, justBefore }: TrialOptions,
): Promise<Trial> {
	const { before = () => [], work, end, saved = false } = subject;
	const row = (of: Account) => [...before(of), ...work(of), ...(end ? [end] : [])];
	const warmUp = await laboratory.warmUpAccount();
	const idleBytes = await laboratory.idleBytes();
	const n8n = await laboratory.freshN8n();

	const small = await PublishedRow.of(n8n, row(warmUp), saved);
	const empty = await PublishedRow.of(n8n, [...before(account), ...(end ? [end] : [])], saved);
	const full = await PublishedRow.of(n8n, row(account), saved);

	for (let run = 1; run <= warmUps; run++) await small.runWell(emptyBound);
	const overheads: number[] = [];
	while (overheads.length < emptyRuns) overheads.push((await empty.runWell(emptyBound)).seconds);
	await account.simulator.reset();
	await pause(settlingMs);

	const processes = laboratory.processes();
	const ours = [process.pid, ...descendants(process.pid)];
	await quietMachine(ours);
	await justBefore?.();

	const usedBefore = processorSeconds(processes);
	const watch = new MemoryWatch(processes);
	const others = watchOthers(ours);
	const outcome = await full.run(bound);
	laboratory.disturbances.push(others());
	const processor = outcome.failure ? Number.NaN : processorSeconds(processes) - usedBefore;
	const bytes = (await watch.stop()) - idleBytes;
	const seconds = outcome.seconds - median(overheads);
	return { ...outcome, seconds, processor, bytes };
}
