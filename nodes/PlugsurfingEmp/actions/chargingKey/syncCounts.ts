import type { PlannedChange } from './syncPlan';

type Action = PlannedChange['action'];

const DONE: Record<Action, string> = {
	create: 'created',
	enable: 'enabled',
	disable: 'disabled',
	none: 'unchanged',
	conflict: 'conflicts',
};

const TO_DO: Record<Action, string> = {
	...DONE,
	create: 'to create',
	enable: 'to enable',
	disable: 'to disable',
};

const ORDER: Action[] = ['create', 'enable', 'disable', 'none', 'conflict'];

/** How many keys a sync has dealt with, in words. */
export class SyncCounts {
	private readonly done = new Map<Action, number>();

	private readonly notDone = new Map<Action, number>();

	add(action: Action, applied: boolean): void {
		const counts = applied || action === 'none' || action === 'conflict' ? this.done : this.notDone;
		counts.set(action, (counts.get(action) ?? 0) + 1);
	}

	/** For example "12 created, 3 enabled, 9,945 unchanged, 2 conflicts". */
	summary(): string {
		const parts = [...inWords(this.done, DONE), ...inWords(this.notDone, TO_DO)];
		return parts.length > 0 ? parts.join(', ') : 'Nothing to do';
	}

	/** What was done before a run stopped, and how many changes are left. */
	progress(left: number): string {
		const done = inWords(this.done, DONE).join(', ') || 'nothing';
		const changes = left === 1 ? '1 change' : `${formatted(left)} changes`;
		return `Done before it stopped: ${done}. Not done: ${changes}. Run Sync again to complete them.`;
	}
}

function inWords(counts: Map<Action, number>, words: Record<Action, string>): string[] {
	return ORDER.flatMap((action) => {
		const count = counts.get(action) ?? 0;
		if (count === 0) return [];
		const word = action === 'conflict' && count === 1 ? 'conflict' : words[action];
		return [`${formatted(count)} ${word}`];
	});
}

function formatted(count: number): string {
	return count.toLocaleString('en-US');
}
