import { siteOf, type Site } from './map/sites.mts';
import { degreesOfLatitude, distanceM, type Point } from './map/sphere.mts';
import { Occupancy, type StatusNow } from './occupancy.mts';
import type { Connector, Evse, Location } from './schemas.mts';
import { SeededLocations } from './seededLocation.mts';
import { Store, type Seeded } from './store.mts';

/** Edges in degrees. Does not cross the 180th meridian. */
interface Rectangle {
	top: number;
	bottom: number;
	left: number;
	right: number;
}

/** A connector with its charging point and location. */
export interface Plug {
	location: Location;
	evse: Evse;
	connector: Connector;
}

/** The locations at the start. All sites are generated at once, their locations on first use. */
interface SeededMap extends Seeded<Location> {
	sites: readonly Site[];
	indexOfConnector(connectorId: string): number | undefined;
}

/** Simulators in a process with the same size and seed share a map. */
const maps = new Map<string, SeededMap>();

function mapOf(count: number, seed: number): SeededMap {
	const name = `${count} ${seed}`;
	const known = maps.get(name);
	if (known) return known;
	const seededLocations = new SeededLocations(seed);
	const sites = Array.from({ length: count }, (_, index) => siteOf(index, seed));
	const locations: Location[] = [];
	const map: SeededMap = {
		count,
		sites,
		make: (index) => (locations[index] ??= seededLocations.make(index, siteIn(sites, index))),
		indexOf: (id) => seededLocations.ids.numberOf(id),
		indexOfConnector: (connectorId) => seededLocations.indexOfConnector(connectorId),
	};
	maps.set(name, map);
	return map;
}

function siteIn(sites: readonly Site[], index: number): Site {
	const site = sites[index];
	if (!site) throw new Error(`The location ${index} does not exist`);
	return site;
}

/** All locations. Charging points with a charging session are occupied. */
export class LocationStore extends Store<Location> {
	private readonly map: SeededMap;
	private readonly occupancy = new Occupancy();
	/** Both are rebuilt after each change. */
	private points: Point[] | undefined;
	private oldestFirst: number[] | undefined;
	private hasChanged = false;

	constructor(count: number, seed: number, now: () => number) {
		const map = mapOf(count, seed);
		super(({ id }) => id, map, now);
		this.map = map;
	}

	override add(location: Location): void {
		super.add(location);
		this.forgetOrder();
	}

	/** Changes a location. New EVSEs keep their status. */
	override change(id: string, changes: Partial<Location>): Location | undefined {
		const position = this.positionOf(id);
		if (changes.evses && position !== undefined) this.occupancy.forget(position);
		this.forgetOrder();
		return super.change(id, changes);
	}

	/** Yields the locations within a distance of a place, nearest first. */
	*near(place: Point, withinM: number): Iterable<Location> {
		// Most points are too far north or south, which is faster to tell than the distance.
		const band = degreesOfLatitude(withinM) + 1e-6;
		const found: { position: number; distance: number }[] = [];
		this.allPoints().forEach((point, position) => {
			if (Math.abs(point.latitude - place.latitude) > band) return;
			const distance = distanceM(place, point);
			if (distance <= withinM) found.push({ position, distance });
		});
		found.sort((a, b) => a.distance - b.distance || a.position - b.position);
		for (const { position } of found) yield this.at(position);
	}

	/** Yields the locations in a rectangle and on its edges. */
	*within({ top, bottom, left, right }: Rectangle): Iterable<Location> {
		for (const [position, { latitude, longitude }] of this.allPoints().entries()) {
			const isInside =
				latitude <= top && latitude >= bottom && longitude >= left && longitude <= right;
			if (isInside) yield this.at(position);
		}
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

	protected override at(position: number): Location {
		return this.occupancy.applied(position, this.stored(position));
	}

	/** Lists the least recently updated location first; those at the start are in this order. */
	protected override positionAt(place: number): number {
		return this.hasChanged ? (this.order()[place] ?? 0) : place;
	}

	private order(): readonly number[] {
		if (this.oldestFirst) return this.oldestFirst;
		const updated = [...this].map(({ last_updated }) => Date.parse(last_updated ?? ''));
		this.oldestFirst = [...updated.keys()];
		this.oldestFirst.sort((a, b) => (updated[a] ?? 0) - (updated[b] ?? 0) || a - b);
		return this.oldestFirst;
	}

	private allPoints(): readonly Point[] {
		this.points ??= Array.from({ length: this.positions }, (_, position) => this.pointAt(position));
		return this.points;
	}

	private forgetOrder(): void {
		this.hasChanged = true;
		this.points = undefined;
		this.oldestFirst = undefined;
	}

	private pointAt(position: number): Point {
		if (!this.isStored(position)) return siteIn(this.map.sites, position);
		const { latitude, longitude } = this.stored(position).coordinates;
		return { latitude: Number(latitude), longitude: Number(longitude) };
	}

	private positionOfConnector(connectorId: string): number | undefined {
		const index = this.map.indexOfConnector(connectorId);
		if (index !== undefined && index < this.map.count) {
			return plugIn(this.stored(index), connectorId) && index;
		}
		for (let position = this.map.count; position < this.positions; position++) {
			if (plugIn(this.stored(position), connectorId)) return position;
		}
		return undefined;
	}
}

function plugIn(location: Location, connectorId: string): Plug | undefined {
	for (const evse of location.evses) {
		const connector = evse.connectors.find(({ id }) => id === connectorId);
		if (connector) return { location, evse, connector };
	}
	return undefined;
}
