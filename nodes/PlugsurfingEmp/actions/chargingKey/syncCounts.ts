import type { PlannedChange } from './syncPlan';

type Action = PlannedChange['action'];

/** Outcome of a change: made, only planned (dry run), or prevented. */
export type Outcome = 'made' | 'planned' | 'prevented';

/** Words for the actions in a summary, in this order. */
const WORDS: Record<Action, Record<Outcome, string>> = {
	create: { made: 'created', planned: 'to create', prevented: 'not created' },
	enable: { made: 'enabled', planned: 'to enable', prevented: 'not enabled' },
	disable: { made: 'disabled', planned: 'to disable', prevented: 'not disabled' },
	none: { made: 'unchanged', planned: 'unchanged', prevented: 'unchanged' },
	conflict: { made: 'conflicts', planned: 'conflicts', prevented: 'conflicts' },
};

/** Counts the changes of a sync and summarizes them in words. */
export class SyncCounts {
	/** Changes that were made. */
	applied = 0;

	private readonly counts = new Map<string, number>();

	add(action: Action, outcome: Outcome): void {
		if (outcome === 'made' && action !== 'none' && action !== 'conflict') this.applied += 1;
		const words = WORDS[action][outcome];
		this.counts.set(words, (this.counts.get(words) ?? 0) + 1);
	}

	/**
	 * Returns a summary such as "12 created, 3 enabled, 9,945 unchanged, 2 conflicts".
	 *
	 * @param failed error items
	 */
	summary(failed = 0): string {
		const words = new Set(Object.values(WORDS).flatMap((each) => Object.values(each)));
		const parts = [...words].flatMap((word) => {
			const count = this.counts.get(word) ?? 0;
			if (count === 0) return [];
			return [`${formatted(count)} ${count === 1 && word === 'conflicts' ? 'conflict' : word}`];
		});
		if (failed > 0) parts.push(`${formatted(failed)} failed`);
		return parts.length > 0 ? parts.join(', ') : 'nothing';
	}

	/**
	 * Returns what was done before a run ended early.
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

/** Formats a number with thousands separators. */
export function formatted(count: number): string {
	return count.toLocaleString('en-US');
}
