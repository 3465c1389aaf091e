import { countLocations, MAX_LOCATIONS, searchLocations } from '../../api/locationSearch';
import type { ItemOperation } from '../operation';
import { locationFilters } from './filters';
import { locationRows } from './locationRows';
import { nearestFirst, roundToDecimetre } from './results';
import { MAX_DISTANCE_M, outputField, readSearchOptions, searchOptions } from './searchOptions';
import { simplifyFound } from './simplifiedLocation';

export const search: ItemOperation = {
	value: 'search',
	name: 'Search',
	action: 'Search locations around a point',
	description: 'Find charging locations near a point, the nearest first',
	builderHint: {
		propertyHint:
			'Set the option output to connectors for one item per connector, with the connectorId that Session: Start needs.',
	},
	fields: [
		{
			displayName: 'Latitude',
			name: 'latitude',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 52.520008',
			description: 'Degrees north of the equator (WGS 84), negative to the south',
		},
		{
			displayName: 'Longitude',
			name: 'longitude',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 13.404954',
			description: 'Degrees east of Greenwich (WGS 84), negative to the west',
		},
		{
			displayName: 'Distance (Metres)',
			name: 'distance',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 3000,
			description: 'How far from the point to search, in a straight line',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_LOCATIONS },
			default: 50,
			description: 'Max number of results to return',
		},
		outputField,
		simplifyFound,
		locationFilters,
		searchOptions,
	],
	async *run(item, client) {
		const circle = {
			latitude: item.number('latitude', -90, 90),
			longitude: item.number('longitude', -180, 180),
			distance: item.number('distance', 1, MAX_DISTANCE_M),
		};
		const limit = item.integer('limit');
		const { query, precision, ...shape } = readSearchOptions(item);

		if (shape.output === 'aggregates') {
			yield await countLocations(client, circle, query, precision);
			return;
		}
		const found = await searchLocations(client, circle, query, limit);
		const rows = nearestFirst(found, circle).flatMap(({ location, metres }) =>
			locationRows(
				location,
				{ ...(metres !== undefined && { distanceMetres: roundToDecimetre(metres) }) },
				shape,
			),
		);
		yield rows.slice(0, limit);
	},
};
