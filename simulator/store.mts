/** The objects that a simulator has at the start. */
export interface Seeded<T> {
	count: number;
	/** Makes the object with this index, always the same. */
	make(index: number): T;
	/** Returns the index of an object, or any index from `count` on if it is not one of them. */
	indexOf(id: string): number | undefined;
}

/** For stores that are empty at the start. */
export const NOTHING: Seeded<never> = {
	count: 0,
	make: (index) => {
		throw new RangeError(`There is no object ${index}`);
	},
	indexOf: () => undefined,
};

/** A changed object and the time of the change, milliseconds of the simulator's clock. */
export interface Changed<T> {
	thing: T;
	at: number;
}

const KEPT_CHANGES = 20;

/**
 * Objects of one kind in list order: those at the start, then the added ones. Objects at the start are made when
 * they are read, so that a simulator with many of them starts at once.
 */
export class Store<T extends object> implements Iterable<T> {
	private readonly objects = new Map<number, T>();
	private readonly addedPositions = new Map<string, number>();
	/** Positions of removed objects. They stay empty, so that no other object moves. */
	private readonly removed = new Set<number>();
	/** The IDs of the last changed objects, oldest change first. */
	private readonly changedAt = new Map<string, number>();
	/** Number of positions, including those of removed objects. */
	protected positions: number;

	constructor(
		private readonly idOf: (object: T) => string,
		private readonly seeded: Seeded<T>,
		private readonly now: () => number,
	) {
		this.positions = seeded.count;
	}

	get count(): number {
		return this.positions - this.removed.size;
	}

	*[Symbol.iterator](): Iterator<T> {
		for (let position = 0; position < this.positions; position++) {
			if (!this.removed.has(position)) yield this.at(position);
		}
	}

	get(id: string): T | undefined {
		const position = this.positionOf(id);
		return position === undefined ? undefined : this.at(position);
	}

	/** Adds an object at the end of the list. Unlike the API, accepts any ID. */
	add(object: T): void {
		const id = this.idOf(object);
		if (this.positionOf(id) !== undefined) throw new Error(`${id} already exists`);
		this.addedPositions.set(id, this.positions);
		this.objects.set(this.positions++, { ...object });
		this.note(id);
	}

	/** Changes an object. Returns the changed object, or undefined if it does not exist. */
	change(id: string, changes: Partial<T>): T | undefined {
		const position = this.positionOf(id);
		if (position === undefined) return undefined;
		this.objects.set(position, { ...this.stored(position), ...changes });
		this.note(id);
		return this.at(position);
	}

	/** Removes an object, which the API cannot do. Returns whether it existed. */
	remove(id: string): boolean {
		const position = this.positionOf(id);
		if (position === undefined) return false;
		this.addedPositions.delete(id);
		this.removed.add(position);
		return true;
	}

	/**
	 * Returns up to `size` wanted objects, starting at a place in the list, and the place of the next one, if any.
	 */
	page(place: number, size: number, isWanted: (object: T) => boolean = () => true) {
		const rows: T[] = [];
		for (let here = place; here < this.positions; here++) {
			const position = this.positionAt(here);
			if (this.removed.has(position)) continue;
			const object = this.at(position);
			if (!isWanted(object)) continue;
			if (rows.length === size) return { rows, next: here };
			rows.push(object);
		}
		return { rows, next: undefined };
	}

	/** Returns up to `size` objects, starting at a place in the list. */
	slice(place: number, size: number): T[] {
		return this.page(place, size).rows;
	}

	/** The most recently added or changed objects that still exist, latest first. */
	get latestChanges(): Changed<T>[] {
		return [...this.changedAt].reverse().flatMap(([id, at]) => {
			const thing = this.get(id);
			return thing === undefined ? [] : [{ thing, at }];
		});
	}

	protected at(position: number): T {
		return this.stored(position);
	}

	/** The position at a place in the list. */
	protected positionAt(place: number): number {
		return place;
	}

	protected stored(position: number): T {
		const known = this.objects.get(position);
		if (known) return known;
		const made = this.seeded.make(position);
		this.objects.set(position, made);
		return made;
	}

	/** Returns whether the object was made, changed or added: it may differ from the one at the start. */
	protected isStored(position: number): boolean {
		return this.objects.has(position);
	}

	protected positionOf(id: string): number | undefined {
		const added = this.addedPositions.get(id);
		if (added !== undefined) return added;
		const index = this.seeded.indexOf(id);
		if (index === undefined || index >= this.seeded.count) return undefined;
		return this.removed.has(index) ? undefined : index;
	}

	private note(id: string): void {
		this.changedAt.delete(id);
		this.changedAt.set(id, this.now());
		const [oldest] = this.changedAt.keys();
		if (oldest !== undefined && this.changedAt.size > KEPT_CHANGES) this.changedAt.delete(oldest);
	}
}
