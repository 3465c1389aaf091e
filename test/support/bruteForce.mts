import distance from '@turf/distance';
import { lineString, point } from '@turf/helpers';
import pointToLineDistance from '@turf/point-to-line-distance';
import type { INodeParameters } from 'n8n-workflow';

import type { Location, Simulator } from '../../simulator/simulator.mts';

/** Latitude, longitude. */
export type Place = readonly [number, number];

/** A connector must meet all of them. */
export interface Asked {
	statuses?: string[];
	capabilities?: string[];
	standards?: string[];
	powerType?: string;
	/** Kilowatts. */
	minPower?: number;
	open247?: boolean;
}

export function placeOf({ coordinates: { latitude, longitude } }: Location): Place {
	return [Number(latitude), Number(longitude)];
}

/** Adds 700 locations within about 3 km of a place, more than one search returns. */
export function addCluster({ locations }: Simulator, [north, east]: Place): void {
	const [model] = locations;
	if (!model) throw new Error('The map is empty');
	for (let number = 0; number < 700; number++) {
		const latitude = (north + ((number % 26) - 13) / 500).toFixed(6);
		const longitude = (east + (Math.floor(number / 26) - 13) / 300).toFixed(6);
		locations.add({ ...model, id: `cluster ${number}`, coordinates: { latitude, longitude } });
	}
}

/** Adds 300 locations at 10, -30. */
export function addSpot({ locations }: Simulator): void {
	const [model] = locations;
	if (!model) throw new Error('The map is empty');
	const coordinates = { latitude: '10.000000', longitude: '-30.000000' };
	for (let number = 0; number < 300; number++) {
		locations.add({ ...model, id: `spot ${number}`, coordinates });
	}
}

/** Criteria, and the filters of a search for them. */
export const CRITERIA: [Asked, INodeParameters][] = [
	[{}, {}],
	[
		{ statuses: ['AVAILABLE'], minPower: 50 },
		{ locationStatuses: ['AVAILABLE'], minPower: 50 },
	],
	[
		{ powerType: 'AC', open247: true },
		{ powerType: 'AC', open247: true },
	],
];

/** Metres between two places, by turf. */
export function metresBetween([aNorth, aEast]: Place, [bNorth, bEast]: Place): number {
	return distance([aEast, aNorth], [bEast, bNorth], { units: 'meters' });
}

/**
 * Quickly rules out most places that are farther than `metres` from a route. The half degree is for great circles,
 * which bulge towards the poles.
 */
export function roughlyNear(route: readonly Place[], metres: number): (place: Place) => boolean {
	const norths = route.map(([north]) => north);
	const easts = route.map(([, east]) => east);
	const north = metres / 111_000 + 0.5;
	const farthestNorth = Math.max(...norths.map(Math.abs)) + north;
	if (farthestNorth >= 89) return () => true;
	const east = north / Math.cos((farthestNorth * Math.PI) / 180);
	const [south, top] = [Math.min(...norths) - north, Math.max(...norths) + north];
	const [west, right] = [Math.min(...easts) - east, Math.max(...easts) + east];
	// A box across the 180th meridian would need two halves.
	const wraps = west < -180 || right > 180;
	return ([latitude, longitude]) =>
		latitude >= south && latitude <= top && (wraps || (longitude >= west && longitude <= right));
}

/** Metres from a place to a route, by turf. */
export function metresToRoute([north, east]: Place, route: readonly Place[]): number {
	const [only, ...others] = route;
	if (only && others.length === 0) return metresBetween(only, [north, east]);
	const line = lineString(route.map(([latitude, longitude]) => [longitude, latitude]));
	return pointToLineDistance(point([east, north]), line, { units: 'meters', method: 'geodesic' });
}

/** Whether a location has a connector that meets all criteria, and meets those for opening times. */
export function hasAll(location: Location, asked: Asked): boolean {
	const { statuses = [], capabilities = [], standards = [], powerType, minPower = 0 } = asked;
	if (asked.open247 && !location.opening_times?.twentyfourseven) return false;
	return location.evses.some(
		(evse) =>
			(statuses.length === 0 || statuses.includes(evse.status ?? '')) &&
			capabilities.every((capability) => evse.capabilities?.includes(capability)) &&
			evse.connectors.some(
				({ standard = '', power = 0, power_type = '' }) =>
					(standards.length === 0 || standards.includes(standard)) &&
					(powerType === undefined || power_type.startsWith(powerType)) &&
					power >= minPower * 1000,
			),
	);
}
