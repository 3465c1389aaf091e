import type { INodeProperties } from 'n8n-workflow';

import { inOrder } from '../../api/concurrency';
import { countLocations } from '../../api/locationSearch';
import { rectanglesOf, type Area } from '../../geo/rectangle';
import type { ItemParameters } from '../../parameters/itemParameters';
import { returnAllOrLimit } from '../listFields';
import type { ItemOperation } from '../operation';
import { locationsInArea } from './areaSearch';
import { locationFilters } from './filters';
import { locationRows } from './locationRows';
import { outputField, readSearchOptions, searchOptions } from './searchOptions';
import { simplifyFound } from './simplifiedLocation';

function edge(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		required: true,
		default: '',
		placeholder,
		description,
	};
}

function readArea(item: ItemParameters): Area {
	const area = {
		top: item.number('topLatitude', -90, 90),
		bottom: item.number('bottomLatitude', -90, 90),
		left: item.number('leftLongitude', -180, 180),
		right: item.number('rightLongitude', -180, 180),
	};
	if (area.top <= area.bottom) {
		throw item.invalidParameter('topLatitude', 'must be greater than Bottom Latitude', area.top);
	}
	if (area.left === area.right) {
		throw item.invalidParameter('rightLongitude', 'must differ from Left Longitude', area.right);
	}
	return area;
}

export const searchArea: ItemOperation = {
	value: 'searchArea',
	name: 'Search in Area',
	action: 'Search locations in an area',
	description: 'Find charging locations in a rectangle, those nearest to its centre first',
	fields: [
		edge(
			'Top Latitude',
			'topLatitude',
			'e.g. 52.68',
			'The northern edge in degrees (WGS 84), negative south of the equator',
		),
		edge(
			'Bottom Latitude',
			'bottomLatitude',
			'e.g. 52.34',
			'The southern edge in degrees (WGS 84), negative south of the equator',
		),
		edge(
			'Left Longitude',
			'leftLongitude',
			'e.g. 13.09',
			'The western edge in degrees (WGS 84), negative west of Greenwich',
		),
		edge(
			'Right Longitude',
			'rightLongitude',
			'e.g. 13.76',
			'The eastern edge in degrees (WGS 84), negative west of Greenwich. Less than Left Longitude if the area crosses the 180th meridian.',
		),
		...returnAllOrLimit,
		outputField,
		simplifyFound,
		locationFilters,
		searchOptions,
	],
	async *run(item, client) {
		const area = readArea(item);
		const limit = item.limit();
		const { query, precision, ...shape } = readSearchOptions(item);

		if (shape.output === 'aggregates') {
			const count = (rectangle: Area) => countLocations(client, rectangle, query, precision);
			yield* inOrder(rectanglesOf(area), client.maxConcurrent, count);
			return;
		}
		let remaining = limit ?? Infinity;
		for await (const found of locationsInArea(client, area, query, limit)) {
			const rows = found.flatMap((location) => locationRows(location, {}, shape));
			const batch = rows.slice(0, remaining);
			remaining -= batch.length;
			yield batch;
			if (remaining === 0) return;
		}
	},
};
