import { seededId } from './seeded.mts';

/** Keys of one fleet in each cycle of indices. */
const PER_CYCLE = 3;

/**
 * Assigns keys to fleets by arithmetic on their index, so that the keys of a fleet are found without reading
 * all keys. In each cycle of indices, every fleet has three places, and one place has no fleet.
 */
export class Fleets {
	readonly ids: readonly string[];
	private readonly cycle: number;

	constructor(fleets: number, seed: number) {
		// The first one is the fleet in the page's examples.
		this.ids = Array.from({ length: fleets }, (_, fleet) =>
			fleet === 0 ? 'y1nNLJqb7m' : seededId(10, seed, 0xf1ee7, fleet),
		);
		this.cycle = fleets * PER_CYCLE + 1;
	}

	idOf(index: number): string | undefined {
		const place = index % this.cycle;
		return place === this.cycle - 1 ? undefined : this.ids[place % this.ids.length];
	}

	/** Returns how many of the first `keys` indices belong to the fleet. */
	countOf(fleetId: string, keys: number): number {
		const fleet = this.ids.indexOf(fleetId);
		if (fleet < 0) return 0;
		const rest = keys % this.cycle;
		let count = Math.floor(keys / this.cycle) * PER_CYCLE;
		for (let turn = 0; turn < PER_CYCLE; turn++) {
			if (fleet + turn * this.ids.length < rest) count++;
		}
		return count;
	}

	/** Returns the index of the fleet's key at `position` (0 is its first); the fleet must be one of `ids`. */
	indexAt(fleetId: string, position: number): number {
		const turn = position % PER_CYCLE;
		const cycles = Math.floor(position / PER_CYCLE);
		return cycles * this.cycle + this.ids.indexOf(fleetId) + turn * this.ids.length;
	}
}
