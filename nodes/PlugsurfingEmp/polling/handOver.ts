import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeExecutionData, IPollFunctions, IRun } from 'n8n-workflow';

import { hasStarted, interceptEmit, isStoredCopy, reportsOutcome } from '../n8nQuirks';

/*
 * n8n stores the execution of a poll's items after the poll has ended, and does not report to the poll whether
 * that succeeded. If the database is busy,
 * - by default the items are lost: n8n keeps the changed static data in memory;
 * - with durable cursors nothing is lost, since n8n stores state and execution together; but polls that begin
 *   before that start from the old state and find the same items again. Therefore each hand-over is tracked
 *   with the done promise that `__emit` accepts. It settles when the execution has ended, or when n8n could not
 *   store it.
 */

/** `undecided` until the promise settles; `lost` means that n8n has not stored an execution. */
type Outcome = 'undecided' | 'stored' | 'lost';

/** Items passed to n8n to start the workflow with. */
interface HandOver {
	/** Stored in every state that includes these items. */
	id: string;
	/** Higher than in the previous hand-over, of any process. */
	sequence: number;
	/** Kept until they are stored. */
	items: IDataObject[];
	/** The state that includes these items. */
	state: IDataObject;
	outcome: Outcome;
}

/** The starting point of a poll. */
export interface PollStart {
	state: IDataObject;
	/** n8n could not store these, and `state` includes them, so no poll finds them again. */
	unsent: HandOver[];
	/** The latest hand-over at that time. */
	latest?: HandOver;
}

function sequenceOf({ sequence }: IDataObject): number {
	return typeof sequence === 'number' ? sequence : 0;
}

function settle(handOver: HandOver, outcome: Outcome): void {
	handOver.outcome = outcome;
	handOver.items = [];
}

/** Tracks the hand-overs of one node in this process. */
export class HandOvers {
	private latest: HandOver | undefined;
	private lost: HandOver[] = [];

	/** Whether n8n has stored all items it received. */
	get isSettled(): boolean {
		return this.lost.length === 0 && this.latest?.outcome !== 'undecided';
	}

	/**
	 * Returns the start of a poll, or undefined while n8n is still storing items that it would find again.
	 *
	 * @param stored the node's static data
	 */
	begin(stored: IDataObject): PollStart | undefined {
		const { latest } = this;
		if (!latest) return { state: stored, unsent: [] };
		const isCopy = isStoredCopy(stored);
		if (stored.handOver === latest.id) return { state: stored, unsent: [...this.lost], latest };

		const isNewer = sequenceOf(stored) >= latest.sequence;
		if (isCopy && !isNewer && latest.outcome === 'undecided') return undefined;
		if (isCopy && (isNewer || latest.outcome === 'lost')) {
			// Another process has polled since, or nothing was stored: the poll finds lost items again.
			this.lost = [];
			return { state: stored, unsent: [], latest };
		}
		// n8n has stored the execution, but not the state.
		return { state: isNewer ? stored : latest.state, unsent: [...this.lost], latest };
	}

	/** Marks a state as including items that are handed over for the first time. */
	mark(state: IDataObject): IDataObject {
		const last = Math.max(sequenceOf(state), this.latest?.sequence ?? 0);
		return { ...state, sequence: last + 1, handOver: randomUUID() };
	}

	/**
	 * Tracks whether n8n stores the items that a poll returns.
	 *
	 * @param output the object that the poll returns to n8n, not a copy
	 * @param state marked, including the items
	 * @param stored the node's static data
	 * @param start what `begin` returned for this poll
	 */
	track(
		context: IPollFunctions,
		output: INodeExecutionData[][],
		state: IDataObject,
		stored: IDataObject,
		{ unsent, latest }: PollStart,
	): void {
		if (!reportsOutcome(context)) return;
		const isCopy = isStoredCopy(stored);
		const handOver: HandOver = {
			id: String(state.handOver),
			sequence: sequenceOf(state),
			items: output.flat().map(({ json }) => json),
			state,
			outcome: 'lost',
		};
		interceptEmit(context, output, (emit) => {
			// Another poll that began before this one ended was first: the next poll finds the remaining changes.
			if (isCopy && this.latest !== latest) return;
			const ended = context.helpers.createDeferredPromise<IRun | undefined>();
			ended.promise.then(
				// Without a run, the execution failed immediately, or a copy was too old to be stored.
				(run) => settle(handOver, run === undefined && isCopy ? 'lost' : 'stored'),
				(error: unknown) => this.onRejected(handOver, error),
			);
			this.latest = handOver;
			// Lost unless n8n accepts it.
			this.lost = this.without(unsent).concat(handOver);
			emit(output, ended);
			this.lost = this.without([handOver]);
			handOver.outcome = 'undecided';
		});
	}

	private without(handOvers: HandOver[]): HandOver[] {
		return this.lost.filter((handOver) => !handOvers.includes(handOver));
	}

	private onRejected(handOver: HandOver, error: unknown): void {
		if (hasStarted(error)) {
			settle(handOver, 'stored');
		} else {
			handOver.outcome = 'lost';
			this.lost.push(handOver);
		}
	}
}
