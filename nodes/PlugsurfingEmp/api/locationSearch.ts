import type { IDataObject } from 'n8n-workflow';

import { vectorOf, type Point, type Vector } from '../geo/sphere';
import { unexpectedResponse } from './http/responseErrors';
import type { components } from './contract.generated';
import { LOCATION_PATHS } from './locationPaths';
import { isLocation, type Location } from './locations';
import { pageOf } from './pagination';
import type { ApiClient } from './client';
import type { ApiRequest } from './http/request';
import { isRecord } from '../json';

/** The most locations that one search answers. */
export const MAX_LOCATIONS = 300;

export type LocationAggregate = components['schemas']['LocationAggregate'] & IDataObject;

/** A location that was found, and where it is. */
export interface FoundLocation {
	location: Location;
	place: Vector;
}

/** Which locations are wanted, wherever they are. */
export interface LocationQuery {
	/** In the API's terms. */
	filters: IDataObject;
	/** Without the charging points and connectors that do not match the filters. */
	matchingOnly: boolean;
	/** Two letters. */
	language?: string;
}

/** A circle to search in. */
export interface Circle extends Point {
	/** Its radius in metres. */
	distance: number;
}

function isAggregate(value: unknown): value is LocationAggregate {
	return isRecord(value) && typeof value.count === 'number';
}

/** Where a location is. Its coordinates come as texts. */
function placeOf({ coordinates }: Location): Vector | undefined {
	if (!isRecord(coordinates)) return undefined;
	const [latitude, longitude] = [coordinates.latitude, coordinates.longitude].map((degrees) =>
		degrees === null || degrees === '' ? Number.NaN : Number(degrees),
	);
	if (latitude === undefined || longitude === undefined) return undefined;
	return Number.isFinite(latitude + longitude) ? vectorOf({ latitude, longitude }) : undefined;
}

/** A number without an exponent, which the API might not read. */
function decimal(number: number): string {
	return String(number).includes('e') ? number.toFixed(10) : String(number);
}

function searchRequest(
	{ latitude, longitude, distance }: Circle,
	{ filters, matchingOnly, language }: LocationQuery,
	size: ApiRequest['query'],
): ApiRequest {
	return {
		method: 'POST',
		path: LOCATION_PATHS.search,
		query: {
			latitude: decimal(latitude),
			longitude: decimal(longitude),
			distance: decimal(distance),
			...size,
			language,
		},
		body: {
			// Also without any: n8n leaves out a body with nothing in it, and the API wants one.
			filters,
			...(matchingOnly && { options: { filterEvsesAndConnectors: true } }),
		},
		activity: `search for locations around ${latitude}, ${longitude}`,
		// It only looks, although it is a POST.
		idempotent: true,
	};
}

/** Up to `limit` locations in a circle. */
export async function searchLocations(
	client: ApiClient,
	circle: Circle,
	wanted: LocationQuery,
	limit = MAX_LOCATIONS,
): Promise<FoundLocation[]> {
	const request = searchRequest(circle, wanted, { limit });
	const { rows } = pageOf(request, await client.request(request), {
		key: 'locations',
		rows: 'locations',
		isRow: isLocation,
		identity: 'id',
	});
	return rows.map((location) => {
		const place = placeOf(location);
		if (!place) throw unexpectedResponse(request, `the location ${location.id} has no coordinates`);
		return { location, place };
	});
}

/** How many locations there are in each cell of a grid over a circle. Cells shrink as the precision (2 to 9) grows. */
export async function countLocations(
	client: ApiClient,
	circle: Circle,
	wanted: LocationQuery,
	precision?: number,
): Promise<LocationAggregate[]> {
	const request = searchRequest(circle, wanted, {
		aggregate: 'true',
		aggregationPrecision: precision,
	});
	return pageOf(request, await client.request(request), {
		key: 'aggregates',
		rows: 'aggregates',
		isRow: isAggregate,
		identity: 'count',
	}).rows;
}
