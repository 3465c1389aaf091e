import { seededId } from './seeded.mts';

/** Where a listing continues. `filter` identifies the query: a cursor is valid only for the same query. */
interface ListPosition {
	list: string;
	filter: string;
	position: number;
}

const KEPT = 100_000;

/** Opaque cursors. The same position never gets the same cursor twice. */
export class Cursors {
	private readonly positions = new Map<string, ListPosition>();
	private sealed = 0;

	constructor(private readonly seed: number) {}

	seal(place: ListPosition): string {
		const cursor = seededId(24, this.seed, 0xc0450, this.sealed++);
		this.positions.set(cursor, place);
		// Limits the memory of a simulator that runs for days.
		if (this.sealed > KEPT) this.positions.delete(this.positions.keys().next().value ?? '');
		return cursor;
	}

	/** Returns the position, or undefined if the cursor is unknown or belongs to another listing. */
	open(cursor: string, list: string, filter: string): number | undefined {
		const place = this.positions.get(cursor);
		return place?.list === list && place.filter === filter ? place.position : undefined;
	}
}
