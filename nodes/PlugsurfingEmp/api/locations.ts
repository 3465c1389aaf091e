import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { fetchObject } from './fetchObject';
import { geosearch, GEOSEARCH_PATHS } from './geosearch';
import { joinListings, listPages, type Listing, type ListQuery } from './pagination';
import { toMillis } from './times';
import { isRecord } from '../json';

export type Location = components['schemas']['Location'] & IDataObject;

function isLocation(value: unknown): value is Location {
	return isRecord(value) && typeof value.id === 'string';
}

/** How to recognize locations in a response. */
export const LOCATION_ROWS = {
	noun: 'locations',
	key: 'locations',
	isRow: isLocation,
	identity: 'id',
};

/** Selects the prices of a location: for a key, for a fleet, or the default prices. */
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
					remedy: 'Enter the Location ID exactly as Location > Search or Get Many returned it.',
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

/** Returns milliseconds since 1970; 0 if unreadable. */
function updatedAt({ last_updated: date }: Location): number {
	return toMillis(date) || 0;
}
