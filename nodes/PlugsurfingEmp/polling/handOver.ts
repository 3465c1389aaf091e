import { randomUUID } from 'node:crypto';
import {
	ExecutionCancelledError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
	type IRun,
} from 'n8n-workflow';

/*
 * n8n stores the execution of a poll's items after the poll has ended, and does not tell the poll
 * whether that worked. If the database is busy,
 * - by default the items are lost: n8n keeps the changed static data in memory;
 * - with durable cursors nothing is lost, since n8n stores memory and execution together; but polls
 *   that begin before that happens start from the old memory and find the same items again.
 * So each hand-over is followed with the done promise that `__emit` takes. It settles when the
 * execution has ended, or when n8n could not store it.
 */

/** `undecided` until n8n tells; `lost` means that n8n has stored no execution. */
type Fate = 'undecided' | 'stored' | 'lost';

/** Items that n8n was given to start the workflow with. */
interface HandOver {
	/** Is part of every memory that includes these items. */
	id: string;
	/** Higher than that of the hand-over before, whichever process made it. */
	sequence: number;
	/** Kept until they are stored. */
	items: IDataObject[];
	/** The memory that includes these items. */
	memory: IDataObject;
	fate: Fate;
}

/** What a poll begins with. */
export interface PollStart {
	memory: IDataObject;
	/** n8n could not store these, and `memory` includes them, so that no poll finds them again. */
	unsent: HandOver[];
}

/**
 * With durable cursors each poll gets a copy of the stored memory, to be stored with the execution.
 * Otherwise all polls share the workflow's static data, which n8n watches for changes.
 */
function isStoredCopy(stored: IDataObject): boolean {
	return !('__dataChanged' in stored);
}

function sequenceOf({ sequence }: IDataObject): number {
	return typeof sequence === 'number' ? sequence : 0;
}

function settle(handOver: HandOver, fate: Fate): void {
	handOver.fate = fate;
	handOver.items = [];
}

/** The execution was stored although the done promise rejects: it was cancelled, or ended at once. */
function hasStarted(error: unknown): boolean {
	return (
		error instanceof ExecutionCancelledError ||
		(error instanceof Error && error.constructor.name === 'ExecutionNotFoundError')
	);
}

type Emit = IPollFunctions['__emit'];

/** What happens when n8n hands over the output of a poll. */
const followed = new WeakMap<INodeExecutionData[][], (emit: Emit) => void>();
const watchedContexts = new WeakSet<IPollFunctions>();

/**
 * n8n itself calls `__emit` with what a poll returns, once it has checked that the workflow is still
 * published, but without a done promise. This adds one.
 */
function watchEmit(context: IPollFunctions): void {
	if (watchedContexts.has(context)) return;
	watchedContexts.add(context);
	const emit = context.__emit.bind(context);
	context.__emit = (data, response, done) => {
		const follow = followed.get(data);
		if (!follow || done) emit(data, response, done);
		else follow((items, _, ended) => emit(items, response, ended));
	};
}

/** Follows the hand-overs of one node in this process. */
export class HandOvers {
	private latest: HandOver | undefined;
	private lost: HandOver[] = [];

	/** Whether n8n has stored everything it was given. */
	get isSettled(): boolean {
		return this.lost.length === 0 && this.latest?.fate !== 'undecided';
	}

	/**
	 * What a poll begins with, or undefined while n8n still stores items that it would find again.
	 *
	 * @param stored the node's static data
	 */
	begin(stored: IDataObject): PollStart | undefined {
		const { latest } = this;
		if (!latest) return { memory: stored, unsent: [] };
		const isCopy = isStoredCopy(stored);
		if (stored.handOver === latest.id) return { memory: stored, unsent: [...this.lost] };

		const isNewer = sequenceOf(stored) >= latest.sequence;
		if (isCopy && !isNewer && latest.fate === 'undecided') return undefined;
		if (isCopy && (isNewer || latest.fate === 'lost')) {
			// Another process has polled since, or nothing was stored: the poll finds what was lost.
			this.lost = [];
			return { memory: stored, unsent: [] };
		}
		// n8n has stored the execution, but not the memory.
		return { memory: isNewer ? stored : latest.memory, unsent: [...this.lost] };
	}

	/** Marks a memory as one that includes items which are handed over for the first time. */
	mark(memory: IDataObject): IDataObject {
		const last = Math.max(sequenceOf(memory), this.latest?.sequence ?? 0);
		return { ...memory, sequence: last + 1, handOver: randomUUID() };
	}

	/**
	 * Follows what becomes of the items that a poll returns.
	 *
	 * @param output what the poll returns to n8n: this very object
	 * @param memory marked, including the items
	 * @param stored the node's static data
	 */
	follow(
		context: IPollFunctions,
		output: INodeExecutionData[][],
		memory: IDataObject,
		{ stored, unsent }: { stored: IDataObject; unsent: HandOver[] },
	): void {
		if (!reportsFate(context)) return;
		const isCopy = isStoredCopy(stored);
		const before = this.latest;
		const handOver: HandOver = {
			id: String(memory.handOver),
			sequence: sequenceOf(memory),
			items: output.flat().map(({ json }) => json),
			memory,
			fate: 'lost',
		};
		followed.set(output, (emit) => {
			// A poll that began with the same memory was quicker. The next poll finds what it did not.
			if (isCopy && this.latest !== before) return;
			const ended = context.helpers.createDeferredPromise<IRun | undefined>();
			ended.promise.then(
				// Without a run, the execution failed at once, or a copy was too old to be stored.
				(run) => settle(handOver, run === undefined && isCopy ? 'lost' : 'stored'),
				(error: unknown) => this.onRejected(handOver, error),
			);
			this.latest = handOver;
			// Lost unless n8n accepts it.
			this.lost = this.without(unsent).concat(handOver);
			emit(output, undefined, ended);
			this.lost = this.without([handOver]);
			handOver.fate = 'undecided';
		});
		watchEmit(context);
	}

	private without(handOvers: HandOver[]): HandOver[] {
		return this.lost.filter((handOver) => !handOvers.includes(handOver));
	}

	private onRejected(handOver: HandOver, error: unknown): void {
		if (hasStarted(error)) {
			settle(handOver, 'stored');
		} else {
			handOver.fate = 'lost';
			this.lost.push(handOver);
		}
	}
}

/**
 * n8n settles the done promise in every case since 2.35, and has `__runPoll` since 2.36. Before, a
 * done promise stays pending when storing fails, and the error becomes an unhandled rejection.
 */
function reportsFate(context: IPollFunctions): boolean {
	return context.__runPoll !== undefined;
}
