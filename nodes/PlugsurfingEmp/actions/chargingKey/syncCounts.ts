import type { PlannedChange } from './syncPlan';

type Action = PlannedChange['action'];

/** How a summary names what was done, and what was not, in this order. */
const WORDS: Record<Action, { done: string; notDone: string }> = {
	create: { done: 'created', notDone: 'to create' },
	enable: { done: 'enabled', notDone: 'to enable' },
	disable: { done: 'disabled', notDone: 'to disable' },
	none: { done: 'unchanged', notDone: 'unchanged' },
	conflict: { done: 'conflicts', notDone: 'conflicts' },
};

/** How many keys a sync has dealt with, in words. */
export class SyncCounts {
	/** Changes that were made. */
	applied = 0;

	private readonly counts = new Map<string, number>();

	add(action: Action, applied: boolean): void {
		if (applied) this.applied += 1;
		const words = WORDS[action][applied ? 'done' : 'notDone'];
		this.counts.set(words, (this.counts.get(words) ?? 0) + 1);
	}

	/** For example "12 created, 3 enabled, 9,945 unchanged, 2 conflicts". */
	summary(): string {
		const words = Object.values(WORDS).flatMap(({ done, notDone }) => [done, notDone]);
		const parts = [...new Set(words)].flatMap((word) => {
			const count = this.counts.get(word) ?? 0;
			if (count === 0) return [];
			return [`${formatted(count)} ${count === 1 && word === 'conflicts' ? 'conflict' : word}`];
		});
		return parts.length > 0 ? parts.join(', ') : 'nothing';
	}

	/**
	 * What was done before a run ended early.
	 *
	 * @param open changes that were not made
	 * @param unknown creates that may have been made
	 */
	progress(open: number, unknown: number): string {
		return [
			`Done before it stopped: ${this.summary()}.`,
			open > 0 && `Not done: ${counted(open, 'change')}.`,
			unknown > 0 && `Not known: ${counted(unknown, 'create')}.`,
			'Run Sync again to complete the rest.',
		]
			.filter(Boolean)
			.join(' ');
	}
}

function counted(count: number, noun: string): string {
	return `${formatted(count)} ${count === 1 ? noun : `${noun}s`}`;
}

/** A number with thousands separators. */
export function formatted(count: number): string {
	return count.toLocaleString('en-US');
}
