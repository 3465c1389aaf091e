import type { IDataObject } from 'n8n-workflow';

import { insteadOf, unexpectedResponse } from './http/responseErrors';
import type { components } from './contract.generated';
import { LOCATION_PATHS } from './locationPaths';
import { pageOf, type PagedList } from './pagination';
import type { ApiClient } from './client';
import type { ApiRequest } from './http/request';
import { isRecord } from '../json';

export type Location = components['schemas']['Location'] & IDataObject;

export function isLocation(value: unknown): value is Location {
	return isRecord(value) && typeof value.id === 'string';
}

/** Whose prices a location is to have: those of a key or of a fleet, or the default ones. */
export interface Customer {
	keyIdentifier?: string;
	fleetId?: string;
}

/** Gets a location with its prices. */
export async function getLocation(
	client: ApiClient,
	locationId: string,
	{ keyIdentifier, fleetId }: Customer,
	language?: string,
): Promise<Location> {
	const request: ApiRequest = {
		method: 'GET',
		path: LOCATION_PATHS.get(locationId),
		query: { keyIdentifier, fleetId, language },
		activity: `get the location ${locationId}`,
		idempotent: true,
		statusReasons: {
			404: {
				reason: 'there is no such location',
				remedy: 'Enter the id of a location as Location > Search or Get Many returned it.',
			},
		},
	};
	const body = await client.request(request);
	if (!isLocation(body)) throw unexpectedResponse(request, insteadOf('a location', body));
	return body;
}

export interface LocationFilter {
	/** ISO 8601 in UTC: updated after. */
	lastUpdated?: string;
	/** ISO 3166-1 alpha-3. */
	countries: string[];
	powerType?: string;
}

/**
 * All locations, those updated longest ago first, so that the last one says where to go on another day. Page sizes 10 to
 * 500 (docs/api-facts.md#location-batch).
 */
export function locations(client: ApiClient, filter: LocationFilter): PagedList<Location> {
	return {
		noun: 'locations',
		smallestPage: 10,
		largestPage: 500,
		async fetchPage(size, cursor) {
			const request: ApiRequest = {
				method: 'GET',
				path: LOCATION_PATHS.list,
				query: {
					last_updated: filter.lastUpdated,
					countries: filter.countries.join(',') || undefined,
					power_type: filter.powerType,
					page_size: size,
					cursor,
				},
				activity: 'list the locations',
				idempotent: true,
			};
			return pageOf(request, await client.request(request), {
				key: 'locations',
				rows: 'locations',
				isRow: isLocation,
				identity: 'id',
			});
		},
	};
}
