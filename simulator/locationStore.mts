import { PointIndex, type Rectangle } from './map/pointIndex.mts';
import { siteOf, type Site } from './map/sites.mts';
import type { Point } from './map/sphere.mts';
import { Occupancy, type StatusNow } from './occupancy.mts';
import type { Connector, Evse, Location } from './schemas.mts';
import { SeededLocations } from './seededLocation.mts';

/** A connector with its charging point and location. */
export interface Plug {
	location: Location;
	evse: Evse;
	connector: Connector;
}

/** All sites are generated at once, their locations on first use. Neither may be modified. */
interface SeededMap {
	sites: readonly Site[];
	locations: (Location | undefined)[];
}

/** Simulators in a process with the same size and seed share a map. */
const maps = new Map<string, SeededMap>();

function mapOf(count: number, seed: number): SeededMap {
	const name = `${count} ${seed}`;
	const known = maps.get(name);
	if (known) return known;
	const sites = Array.from({ length: count }, (_, index) => siteOf(index, seed));
	const map = { sites, locations: [] };
	maps.set(name, map);
	return map;
}

/** All locations: seeded, changed and added. Charging points with a charging session are occupied. */
export class LocationStore implements Iterable<Location> {
	private readonly seededLocations: SeededLocations;
	private readonly changed = new Map<number, Location>();
	private readonly added: Location[] = [];
	private readonly addedPositions = new Map<string, number>();
	private readonly occupancy = new Occupancy();
	/** Rebuilt after each change. */
	private points: PointIndex | undefined;
	private oldestFirst: number[] | undefined;

	constructor(
		private readonly seeded: number,
		private readonly seed: number,
	) {
		this.seededLocations = new SeededLocations(seed);
	}

	get count(): number {
		return this.seeded + this.added.length;
	}

	*[Symbol.iterator](): Iterator<Location> {
		for (let position = 0; position < this.count; position++) yield this.at(position);
	}

	get(id: string): Location | undefined {
		const position = this.positionOf(id);
		return position === undefined ? undefined : this.at(position);
	}

	add(location: Location): void {
		if (this.positionOf(location.id) !== undefined) {
			throw new Error(`The location ${location.id} already exists`);
		}
		this.addedPositions.set(location.id, this.seeded + this.added.push(location) - 1);
		this.forgetOrder();
	}

	/**
	 * Changes a location. Returns the changed location, or undefined if it does not exist. New EVSEs keep their
	 * status.
	 */
	change(id: string, changes: Partial<Omit<Location, 'id'>>): Location | undefined {
		const position = this.positionOf(id);
		if (position === undefined) return undefined;
		const location = { ...this.withoutSessions(position), ...changes };
		if (changes.evses) this.occupancy.forget(position);
		if (position < this.seeded) this.changed.set(position, location);
		else this.added[position - this.seeded] = location;
		this.forgetOrder();
		return this.at(position);
	}

	/** Yields the locations within a distance of a place, nearest first. */
	*near(place: Point, withinM: number): Iterable<Location> {
		for (const position of this.index().near(place, withinM)) yield this.at(position);
	}

	/** Yields the locations in a rectangle and on its edges. */
	*within(rectangle: Rectangle): Iterable<Location> {
		for (const position of this.index().within(rectangle)) yield this.at(position);
	}

	/**
	 * Returns up to `size` wanted locations, least recently updated first, starting at a place in this order, and
	 * the place of the next one, if any.
	 */
	slice(place: number, size: number, isWanted: (location: Location) => boolean) {
		const order = this.order();
		const locations: Location[] = [];
		for (let here = place; here < order.length; here++) {
			const location = this.at(order[here] ?? 0);
			if (!isWanted(location)) continue;
			if (locations.length === size) return { locations, next: here };
			locations.push(location);
		}
		return { locations, next: undefined };
	}

	/** Returns the connector with this ID and its location; undefined if it is not on the map. */
	plug(connectorId: string): Plug | undefined {
		const position = this.positionOfConnector(connectorId);
		return position === undefined ? undefined : plugIn(this.at(position), connectorId);
	}

	/**
	 * Makes the status of the connector's charging point follow a session. Ignores connectors that are not on the
	 * map.
	 */
	follow(connectorId: string, statusNow: StatusNow): void {
		const position = this.positionOfConnector(connectorId);
		if (position !== undefined) this.occupancy.add(position, { connectorId, statusNow });
	}

	private index(): PointIndex {
		this.points ??= new PointIndex(
			Array.from({ length: this.count }, (_, position) => this.pointAt(position)),
		);
		return this.points;
	}

	private order(): readonly number[] {
		if (this.oldestFirst) return this.oldestFirst;
		const order = Array.from({ length: this.count }, (_, position) => position);
		if (this.changed.size + this.added.length > 0) {
			const updated = order.map((position) => Date.parse(this.at(position).last_updated ?? ''));
			order.sort((a, b) => (updated[a] ?? 0) - (updated[b] ?? 0) || a - b);
		}
		this.oldestFirst = order;
		return order;
	}

	private forgetOrder(): void {
		this.points = undefined;
		this.oldestFirst = undefined;
	}

	private at(position: number): Location {
		return this.occupancy.applied(position, this.withoutSessions(position));
	}

	private withoutSessions(position: number): Location {
		const kept = this.changed.get(position) ?? this.added[position - this.seeded];
		if (kept) return kept;
		const { locations } = mapOf(this.seeded, this.seed);
		return (locations[position] ??= this.seededLocations.make(position, this.siteAt(position)));
	}

	private pointAt(position: number): Point {
		const kept = this.changed.get(position) ?? this.added[position - this.seeded];
		if (!kept) return this.siteAt(position);
		const { latitude, longitude } = kept.coordinates;
		return { latitude: Number(latitude), longitude: Number(longitude) };
	}

	private siteAt(position: number): Site {
		const site = mapOf(this.seeded, this.seed).sites[position];
		if (!site) throw new Error(`The location ${position} does not exist`);
		return site;
	}

	private positionOf(id: string): number | undefined {
		const added = this.addedPositions.get(id);
		if (added !== undefined) return added;
		const index = this.seededLocations.ids.numberOf(id);
		return index !== undefined && index < this.seeded ? index : undefined;
	}

	private positionOfConnector(connectorId: string): number | undefined {
		const index = this.seededLocations.indexOfConnector(connectorId);
		if (index !== undefined && index < this.seeded) {
			return plugIn(this.withoutSessions(index), connectorId) && index;
		}
		const place = this.added.findIndex((location) => plugIn(location, connectorId));
		return place < 0 ? undefined : this.seeded + place;
	}
}

function plugIn(location: Location, connectorId: string): Plug | undefined {
	for (const evse of location.evses) {
		const connector = evse.connectors.find(({ id }) => id === connectorId);
		if (connector) return { location, evse, connector };
	}
	return undefined;
}
