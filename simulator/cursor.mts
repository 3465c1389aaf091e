import { seededId } from './seeded.mts';

/** Where a listing goes on. `filter` is what it was narrowed to: a cursor is good for the same query only. */
interface ListPosition {
	list: string;
	filter: string;
	position: number;
}

const KEPT = 100_000;

/** Cursors that say nothing of the position they stand for. The same position never gives the same cursor twice. */
export class Cursors {
	private readonly positions = new Map<string, ListPosition>();
	private sealed = 0;

	constructor(private readonly seed: number) {}

	seal(place: ListPosition): string {
		const cursor = seededId(24, this.seed, 0xc0450, this.sealed++);
		this.positions.set(cursor, place);
		// A simulator that runs for days must not fill the memory.
		if (this.sealed > KEPT) this.positions.delete(this.positions.keys().next().value ?? '');
		return cursor;
	}

	/** The position, or undefined if the cursor is unknown or of another listing. */
	open(cursor: string, list: string, filter: string): number | undefined {
		const place = this.positions.get(cursor);
		return place?.list === list && place.filter === filter ? place.position : undefined;
	}
}
