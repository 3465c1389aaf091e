/** A changed object and the time of the change. */
export interface Changed<T> {
	thing: T;
	/** Milliseconds of the simulator's clock. */
	at: number;
}

/** The most recently changed objects of a store. */
export class LatestChanges {
	/** Oldest first. */
	private readonly moments = new Map<string, number>();

	constructor(
		private readonly now: () => number,
		private readonly kept = 20,
	) {}

	note(id: string): void {
		this.moments.delete(id);
		this.moments.set(id, this.now());
		for (const oldest of this.moments.keys()) {
			if (this.moments.size <= this.kept) break;
			this.moments.delete(oldest);
		}
	}

	/** Returns those that still exist, latest change first. */
	of<T>(get: (id: string) => T | undefined): Changed<T>[] {
		return [...this.moments].reverse().flatMap(([id, at]) => {
			const thing = get(id);
			return thing === undefined ? [] : [{ thing, at }];
		});
	}
}
