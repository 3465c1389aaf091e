import { HandOvers } from './handOver';

/** State of a node that has not polled for this long is released: its workflow may be deleted. */
const MAX_IDLE_MS = 24 * 60 * 60_000;

/** State of one node in this process, in addition to what n8n stores. */
export class ProcessState {
	/** n8n starts a poll even if the previous one is still running; both would find the same changes. */
	isPolling = false;
	readonly handOvers = new HandOvers();
	readonly failedCursors = new Set<string>();
	lastUsed = 0;

	isReleasable(now: number): boolean {
		const isIdle = !this.isPolling && now - this.lastUsed > MAX_IDLE_MS;
		return isIdle && this.handOvers.isSettled && this.failedCursors.size === 0;
	}
}

const states = new Map<string, ProcessState>();

/**
 * Returns the state of a node, and releases the states of other nodes that no longer poll.
 *
 * @param id the same in each poll of the node, different for each node
 * @param now milliseconds since 1970
 */
export function processStateOf(id: string, now: number): ProcessState {
	for (const [other, state] of states) if (state.isReleasable(now)) states.delete(other);
	const state = states.get(id) ?? new ProcessState();
	state.lastUsed = now;
	states.set(id, state);
	return state;
}
