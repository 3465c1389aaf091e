import { locationsAlong } from './routeCorridor';
import { countInCells } from '../../geo/geohashCells';
import { parseRoute } from '../../geo/parseRoute';
import { Route } from '../../geo/route';
import type { Point } from '../../geo/sphere';
import type { ItemOperation } from '../operation';
import { locationFilters } from './filters';
import { locationRows } from './locationRows';
import { roundToDecimetre } from './results';
import { outputField, readSearchOptions, searchOptions } from './searchOptions';
import { simplifyFound } from './simplifiedLocation';

/** Widest corridor in metres; beyond this, a search around a point does the same. */
const MAX_DISTANCE_M = 500_000;

/** Cells of about 5 km. */
const DEFAULT_PRECISION = 5;

function locationsLeftOut(count: number): string {
	return count === 1
		? '1 location without readable coordinates was left out, since it cannot be placed along the route.'
		: `${count.toLocaleString('en-US')} locations without readable coordinates were left out, since they cannot be placed along the route.`;
}

export const searchRoute: ItemOperation = {
	value: 'searchRoute',
	name: 'Search Along Route',
	action: 'Search locations along a route',
	description: 'Find charging locations near a route, in the order of the route',
	fields: [
		{
			displayName: 'Route',
			name: 'route',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			placeholder: 'e.g. [[52.52, 13.40], [48.14, 11.58]]',
			description:
				'A GeoJSON LineString, a list of [latitude, longitude] pairs, or an encoded polyline (precision 5 or 6), as routing services return them',
		},
		{
			displayName: 'Distance (Metres)',
			name: 'distance',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 3000,
			description: 'How far from the route to search, in a straight line',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
		},
		outputField,
		simplifyFound,
		locationFilters,
		searchOptions,
	],
	async *run(item, client, hints) {
		const given = item.value('route');
		const points = parseRoute(given);
		if (!points) {
			throw item.invalidParameter(
				'route',
				'must be a GeoJSON LineString, a list of [latitude, longitude] pairs, or an encoded polyline',
				given,
			);
		}
		const width = item.number('distance', 1, MAX_DISTANCE_M);
		const limit = item.integer('limit');
		const { query, precision = DEFAULT_PRECISION, ...shape } = readSearchOptions(item);
		const along = locationsAlong(client, new Route(points), width, query, () =>
			hints.add(1, locationsLeftOut),
		);

		if (shape.output === 'aggregates') {
			const places: Point[] = [];
			for await (const found of along) for (const { place } of found) places.push(place);
			yield countInCells(places, precision).map(({ count, latitude, longitude }) => ({
				coordinates: { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6) },
				count,
			}));
			return;
		}
		let remaining = limit;
		for await (const found of along) {
			const rows = found.flatMap(({ location, along: metres, aside }) =>
				locationRows(
					location,
					shape.output === 'connectors'
						? {}
						: {
								metresAlongRoute: roundToDecimetre(metres),
								metresFromRoute: roundToDecimetre(aside),
							},
					shape,
				),
			);
			const batch = rows.slice(0, remaining);
			remaining -= batch.length;
			yield batch;
			if (remaining === 0) return;
		}
	},
};
