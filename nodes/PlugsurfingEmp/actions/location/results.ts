import type { IDataObject } from 'n8n-workflow';

import type { Location } from '../../api/locations';
import type { FoundLocation } from '../../api/locationSearch';
import { metresBetween, vectorOf, type Point } from '../../geo/sphere';
import { isRecord, recordsIn } from '../../json';

/** A location and its distance from the centre of a search. */
export interface NearLocation {
	location: Location;
	/** Absent if the location has no readable coordinates. */
	metres?: number;
}

/** Sorts locations by their distance from a point. Those without readable coordinates come last. */
export function nearestFirst(found: FoundLocation[], point: Point): NearLocation[] {
	const centre = vectorOf(point);
	return found
		.map(({ location, place }) => ({
			location,
			metres: place && metresBetween(centre, vectorOf(place)),
		}))
		.sort((a, b) => (a.metres ?? Number.MAX_VALUE) - (b.metres ?? Number.MAX_VALUE));
}

/** Returns each connector of a location with its charging point (EVSE). */
export function connectorsAt({ evses }: Location) {
	return recordsIn(evses).flatMap((evse) =>
		recordsIn(evse.connectors).map((connector) => ({ evse, connector })),
	);
}

/**
 * Returns the connectors of a location as output rows: the most useful columns first, then the IDs needed to
 * start a session, then the other fields of the connector, including `power` in watts.
 */
export function connectorsOf(location: Location, position: IDataObject): IDataObject[] {
	const { id, name, address, city } = location;
	const coordinates: unknown = location.coordinates;
	const { latitude, longitude } = isRecord(coordinates) ? coordinates : {};
	return connectorsAt(location).map(({ evse, connector }) => {
		const columns = {
			locationName: name,
			address,
			city,
			standard: connector.standard,
			powerKw: kilowatts(connector.power),
			status: evse.status,
			...position,
			connectorId: connector.id,
			evseId: evse.evse_id,
			locationId: id,
			latitude,
			longitude,
		};
		// The first spread gives the order of the columns, the last one their values.
		return { ...columns, ...connector, ...columns };
	});
}

/** Converts watts to kilowatts; null if unknown. */
export function kilowatts(watts: unknown): number | null {
	return typeof watts === 'number' ? watts / 1000 : null;
}

/** Rounds metres to a tenth, the precision of the coordinates. */
export function roundToDecimetre(metres: number): number {
	return Math.round(metres * 10) / 10;
}
