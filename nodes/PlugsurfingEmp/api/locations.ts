import type { IDataObject } from 'n8n-workflow';

import { toPoint, vectorOf, type Point, type Vector } from '../geo/sphere';
import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { fetchObject } from './fetchObject';
import { geosearch, GEOSEARCH_PATHS } from './geosearch';
import type { ApiRequest } from './http/request';
import { joinListings, listPages, requestPage, type Listing, type ListQuery } from './pagination';
import { isRecord } from '../json';

/** Maximum number of locations that one search returns. */
export const MAX_LOCATIONS = 300;

export type Location = components['schemas']['Location'] & IDataObject;
export type LocationAggregate = components['schemas']['LocationAggregate'] & IDataObject;

function isLocation(value: unknown): value is Location {
	return isRecord(value) && typeof value.id === 'string';
}

function isAggregate(value: unknown): value is LocationAggregate {
	return isRecord(value) && typeof value.count === 'number';
}

const LOCATION_ROWS = {
	noun: 'locations',
	key: 'locations',
	isRow: isLocation,
	identity: 'id',
};

const AGGREGATE_ROWS = {
	noun: 'aggregates',
	key: 'aggregates',
	isRow: isAggregate,
	identity: 'count',
};

/** Selects the prices of a location: for a key, for a fleet, or the default ones. */
export interface Customer {
	keyIdentifier?: string;
	fleetId?: string;
}

/** Gets a location with its prices. */
export function getLocation(
	client: ApiClient,
	locationId: string,
	{ keyIdentifier, fleetId }: Customer,
	language?: string,
): Promise<Location> {
	return fetchObject(
		geosearch(client, 'location'),
		{
			method: 'GET',
			path: GEOSEARCH_PATHS.location(locationId),
			query: { keyIdentifier, fleetId, language },
			activity: `get the location ${locationId}`,
			idempotent: true,
			statusReasons: {
				404: {
					reason: 'there is no such location',
					remedy:
						'Enter the ID of a location exactly as Location > Search or Get Many returned it.',
				},
			},
		},
		'a location',
		isLocation,
	);
}

export interface LocationFilter {
	/** ISO 8601 in UTC: updated after. */
	lastUpdated?: string;
	/** ISO 3166-1 alpha-3. */
	countries: string[];
	powerType?: string;
}

/**
 * Lists all locations, least recently updated first, so that an incremental copy can continue after the
 * last one. Page sizes: docs/api-facts.md#location-batch.
 */
export function locations(
	client: ApiClient,
	{ lastUpdated, countries, powerType, ...listQuery }: LocationFilter & ListQuery<Location>,
): Listing<Location> {
	return listPages(
		geosearch(client, 'batch'),
		{
			...LOCATION_ROWS,
			path: GEOSEARCH_PATHS.batch,
			query: {
				last_updated: lastUpdated,
				countries: countries.join(',') || undefined,
				power_type: powerType,
			},
			pageSize: { parameter: 'page_size', smallest: 10, largest: 500 },
		},
		listQuery,
	);
}

/**
 * Lists the locations in several countries as `locations` does. Without a limit, the countries are read at the
 * same time, and their lists are merged.
 */
export async function* locationsIn(
	client: ApiClient,
	query: LocationFilter & ListQuery<Location>,
): AsyncGenerator<Location[], void, undefined> {
	const { countries, limit } = query;
	if (limit !== undefined || countries.length < 2) {
		yield* locations(client, query);
		return;
	}
	const inCountry = (country: string) => locations(client, { ...query, countries: [country] });
	const all: { location: Location; updated: number }[] = [];
	for await (const list of joinListings(client, countries, undefined, inCountry)) {
		for (const location of list) all.push({ location, updated: updatedAt(location) });
	}
	yield all.sort((a, b) => a.updated - b.updated).map(({ location }) => location);
}

/** Milliseconds since 1970; 0 if unreadable. */
function updatedAt({ last_updated: date }: Location): number {
	return (typeof date === 'string' && Date.parse(date)) || 0;
}

/** A location returned by a search. */
export interface FoundLocation {
	location: Location;
	/** Absent if the location has no readable coordinates. */
	place?: Vector;
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

/** The circle to search in. */
export interface Circle extends Point {
	/** Radius in metres. */
	distance: number;
}

function placeOf({ coordinates }: Location): Vector | undefined {
	if (!isRecord(coordinates)) return undefined;
	const point = toPoint(coordinates.latitude, coordinates.longitude);
	return point && vectorOf(point);
}

/** Formats a number without an exponent, which the API might not parse. */
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
		path: GEOSEARCH_PATHS.radius,
		query: {
			latitude: decimal(latitude),
			longitude: decimal(longitude),
			distance: decimal(distance),
			...size,
			language,
		},
		body: {
			// Even without filters: n8n does not send an empty body, and the API requires one.
			filters,
			...(matchingOnly && { options: { filterEvsesAndConnectors: true } }),
		},
		activity: `search for locations around ${latitude}, ${longitude}`,
		// A POST that only reads.
		idempotent: true,
	};
}

/** Returns up to `limit` locations in a circle, in the order the API returns them. */
export async function searchLocations(
	client: ApiClient,
	circle: Circle,
	query: LocationQuery,
	limit = MAX_LOCATIONS,
): Promise<FoundLocation[]> {
	const request = searchRequest(circle, query, { limit });
	const { rows } = await requestPage(geosearch(client, 'radius'), request, LOCATION_ROWS);
	return rows.map((location) => ({ location, place: placeOf(location) }));
}

/** Counts the locations in each cell of a grid over a circle. A higher precision (2 to 9) means smaller cells. */
export async function countLocations(
	client: ApiClient,
	circle: Circle,
	query: LocationQuery,
	precision?: number,
): Promise<LocationAggregate[]> {
	const size = { aggregate: 'true', aggregationPrecision: precision };
	const request = searchRequest(circle, query, size);
	return (await requestPage(geosearch(client, 'radius'), request, AGGREGATE_ROWS)).rows;
}
