import { Fleets } from './fleet.mts';
import { KeyIdentifiers } from './keyIdentifier.mts';
import { LatestChanges, type Changed } from './latestChanges.mts';
import type { ChargingKey } from './schemas.mts';
import { startOfDay } from './seeded.mts';
import { isEnabledAtFirst, seededKey } from './seededKey.mts';

export type ChargingKeyChanges = Partial<Omit<ChargingKey, 'keyIdentifier' | 'fleetId'>>;

/**
 * All charging keys. Seeded keys are generated on demand, so that a million of them need no memory; only
 * changed and added keys are stored.
 */
export class ChargingKeyStore implements Iterable<ChargingKey> {
	private readonly identifiers: KeyIdentifiers;
	private readonly fleets: Fleets;
	private readonly changed = new Map<number, ChargingKey>();
	private readonly added: ChargingKey[] = [];
	private readonly addedPositions = new Map<string, number>();
	private readonly addedByFleet = new Map<string, number[]>();
	/** Positions of removed keys. They stay empty, so that no other key moves. */
	private readonly removed = new Set<number>();
	private readonly changes: LatestChanges;
	private readonly today: number;
	/** Number of initially disabled seeded keys; counted on first use. */
	private disabledAtFirst: number | undefined;
	/** Change in the number of disabled keys since then. */
	private disabledSince = 0;

	constructor(
		private readonly seeded: number,
		fleets: number,
		private readonly seed: number,
		now: () => number,
	) {
		this.identifiers = new KeyIdentifiers(seed);
		this.fleets = new Fleets(fleets, seed);
		this.changes = new LatestChanges(now);
		this.today = startOfDay(now());
	}

	get count(): number {
		return this.positions - this.removed.size;
	}

	/** Number of disabled keys. */
	get disabledCount(): number {
		this.disabledAtFirst ??= this.countDisabledAtFirst();
		return this.disabledAtFirst + this.disabledSince;
	}

	/** The most recently added or changed keys, latest first. */
	get latestChanges(): Changed<ChargingKey>[] {
		return this.changes.of((keyIdentifier) => this.get(keyIdentifier));
	}

	/** Number of positions in the list of all keys, including removed ones. */
	private get positions(): number {
		return this.seeded + this.added.length;
	}

	/** The fleets of the seeded keys. */
	get fleetIds(): readonly string[] {
		return this.fleets.ids;
	}

	*[Symbol.iterator](): Iterator<ChargingKey> {
		for (let position = 0; position < this.positions; position++) {
			const key = this.at(position);
			if (key) yield key;
		}
	}

	get(keyIdentifier: string): ChargingKey | undefined {
		const position = this.positionOf(keyIdentifier);
		return position === undefined ? undefined : this.at(position);
	}

	/** Adds a key at the end of the list. Unlike the API, accepts any identifier. */
	add(key: ChargingKey): void {
		if (this.positionOf(key.keyIdentifier) !== undefined) {
			throw new Error(`The charging key ${key.keyIdentifier} already exists`);
		}
		const position = this.added.push({ ...key }) - 1;
		this.addedPositions.set(key.keyIdentifier, position);
		this.disabledSince += disabled(key);
		this.changes.note(key.keyIdentifier);
		if (key.fleetId === undefined) return;
		const ofFleet = this.addedByFleet.get(key.fleetId);
		if (ofFleet) ofFleet.push(position);
		else this.addedByFleet.set(key.fleetId, [position]);
	}

	/** Changes a key. Returns the changed key, or undefined if it does not exist. */
	change(keyIdentifier: string, changes: ChargingKeyChanges): ChargingKey | undefined {
		const position = this.positionOf(keyIdentifier);
		const key = position === undefined ? undefined : this.at(position);
		if (position === undefined || !key) return undefined;
		const changed = { ...key, ...changes };
		if (position < this.seeded) this.changed.set(position, changed);
		else this.added[position - this.seeded] = changed;
		this.disabledSince += disabled(changed) - disabled(key);
		this.changes.note(keyIdentifier);
		return changed;
	}

	/** Removes a key, which the API cannot do. Returns whether it existed. */
	remove(keyIdentifier: string): boolean {
		const position = this.positionOf(keyIdentifier);
		const key = position === undefined ? undefined : this.at(position);
		if (position === undefined || !key) return false;
		this.disabledSince -= disabled(key);
		this.addedPositions.delete(keyIdentifier);
		this.removed.add(position);
		return true;
	}

	/** Returns up to `size` keys in list order, starting at `position`; with a fleet, positions are those within it. */
	slice(position: number, size: number, fleetId?: string): ChargingKey[] {
		const keys: ChargingKey[] = [];
		const end = Math.min(position + size, this.countOf(fleetId));
		for (let place = position; place < end; place++) {
			const key = this.at(fleetId === undefined ? place : this.placeInFleet(fleetId, place));
			if (key) keys.push(key);
		}
		return keys;
	}

	/** Returns the number of positions in the list, or in a fleet. */
	countOf(fleetId?: string): number {
		if (fleetId === undefined) return this.positions;
		const added = this.addedByFleet.get(fleetId)?.length ?? 0;
		return this.fleets.countOf(fleetId, this.seeded) + added;
	}

	private countDisabledAtFirst(): number {
		let count = 0;
		for (let index = 0; index < this.seeded; index++) {
			if (!isEnabledAtFirst(index, this.seed)) count++;
		}
		return count;
	}

	private placeInFleet(fleetId: string, position: number): number {
		const seeded = this.fleets.countOf(fleetId, this.seeded);
		if (position < seeded) return this.fleets.indexAt(fleetId, position);
		return this.seeded + (this.addedByFleet.get(fleetId)?.[position - seeded] ?? 0);
	}

	private at(position: number): ChargingKey | undefined {
		if (this.removed.has(position)) return undefined;
		if (position >= this.seeded) return this.added[position - this.seeded];
		return (
			this.changed.get(position) ??
			seededKey(
				position,
				this.seed,
				this.identifiers.at(position),
				this.fleets.idOf(position),
				this.today,
			)
		);
	}

	private positionOf(keyIdentifier: string): number | undefined {
		const added = this.addedPositions.get(keyIdentifier);
		if (added !== undefined) return this.seeded + added;
		const index = this.identifiers.indexOf(keyIdentifier);
		if (index === undefined || index >= this.seeded || this.removed.has(index)) return undefined;
		return index;
	}
}

/** Returns 1 for a disabled key, otherwise 0. */
function disabled({ enabled }: ChargingKey): number {
	return enabled ? 0 : 1;
}
