import type { IDataObject } from 'n8n-workflow';

import type { Rectangle } from '../geo/rectangle';
import { toPoint, type Point } from '../geo/sphere';
import { isRecord } from '../json';
import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { geosearch, GEOSEARCH_PATHS } from './geosearch';
import type { ApiRequest } from './http/request';
import { LOCATION_ROWS, type Location } from './locations';
import { requestPage } from './pagination';

/** Maximum number of locations that one search returns. */
export const MAX_LOCATIONS = 300;

export type LocationAggregate = components['schemas']['LocationAggregate'] & IDataObject;

function isAggregate(value: unknown): value is LocationAggregate {
	return isRecord(value) && typeof value.count === 'number';
}

const AGGREGATE_ROWS = {
	noun: 'aggregates',
	key: 'aggregates',
	isRow: isAggregate,
	identity: 'count',
};

/** A location returned by a search. */
export interface FoundLocation {
	location: Location;
	/** Absent if the location has no readable coordinates. */
	place?: Point;
}

/** Search criteria other than the place. */
export interface LocationQuery {
	/** In the API's format. */
	filters: IDataObject;
	/** Leave out the charging points and connectors that do not match the filters. */
	matchingOnly: boolean;
	/** ISO 639-1. */
	language?: string;
}

/** A circle to search in. */
export interface Circle extends Point {
	/** Radius in metres. */
	distance: number;
}

/** Where to search. */
type SearchPlace = Circle | Rectangle;

function pointOf({ coordinates }: Location): Point | undefined {
	return isRecord(coordinates) ? toPoint(coordinates.latitude, coordinates.longitude) : undefined;
}

/** Formats a number without an exponent, which the API might not parse. */
function decimal(number: number): string {
	return String(number).includes('e') ? number.toFixed(10) : String(number);
}

function requestAt(place: SearchPlace): Pick<ApiRequest, 'path' | 'query' | 'activity'> {
	if ('distance' in place) {
		const { latitude, longitude, distance } = place;
		return {
			path: GEOSEARCH_PATHS.radius,
			query: {
				latitude: decimal(latitude),
				longitude: decimal(longitude),
				distance: decimal(distance),
			},
			activity: `search for locations around ${latitude}, ${longitude}`,
		};
	}
	const { top, bottom, left, right } = place;
	return {
		path: GEOSEARCH_PATHS.rectangle,
		query: {
			topLatitude: decimal(top),
			bottomLatitude: decimal(bottom),
			leftLongitude: decimal(left),
			rightLongitude: decimal(right),
		},
		activity: `search for locations between ${bottom}, ${left} and ${top}, ${right}`,
	};
}

function endpointOf(place: SearchPlace): 'radius' | 'rectangle' {
	return 'distance' in place ? 'radius' : 'rectangle';
}

function searchRequest(
	place: SearchPlace,
	{ filters, matchingOnly, language }: LocationQuery,
	size: ApiRequest['query'],
): ApiRequest {
	const { path, query, activity } = requestAt(place);
	return {
		method: 'POST',
		path,
		query: { ...query, ...size, language },
		body: {
			// Even without filters: n8n does not send an empty body, and the API requires one.
			filters,
			...(matchingOnly && { options: { filterEvsesAndConnectors: true } }),
		},
		activity,
		// A POST that only reads.
		idempotent: true,
	};
}

/** Returns up to `limit` locations in a circle or rectangle, in the order the API returns them. */
export async function searchLocations(
	client: ApiClient,
	place: SearchPlace,
	query: LocationQuery,
	limit = MAX_LOCATIONS,
): Promise<FoundLocation[]> {
	const request = searchRequest(place, query, { limit });
	const { rows } = await requestPage(geosearch(client, endpointOf(place)), request, LOCATION_ROWS);
	return rows.map((location) => ({ location, place: pointOf(location) }));
}

/**
 * Counts the locations in each cell of a grid over a circle or rectangle. A higher precision (2 to 9) means
 * smaller cells.
 */
export async function countLocations(
	client: ApiClient,
	place: SearchPlace,
	query: LocationQuery,
	precision?: number,
): Promise<LocationAggregate[]> {
	const size = { aggregate: 'true', aggregationPrecision: precision };
	const request = searchRequest(place, query, size);
	return (await requestPage(geosearch(client, endpointOf(place)), request, AGGREGATE_ROWS)).rows;
}
