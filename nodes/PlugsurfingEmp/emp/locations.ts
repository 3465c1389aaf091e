import type { IDataObject } from 'n8n-workflow';

import { insteadOf, shapeFailure } from './answerFailure';
import type { components } from './contract';
import { LOCATION_PATHS } from './locationPaths';
import { pageOf, type PagedList } from './pages';
import type { Emp, EmpRequest } from './request';
import { isRecord } from './shape';

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
	emp: Emp,
	locationId: string,
	{ keyIdentifier, fleetId }: Customer,
	language?: string,
): Promise<Location> {
	const request: EmpRequest = {
		method: 'GET',
		path: LOCATION_PATHS.get(locationId),
		query: { keyIdentifier, fleetId, language },
		activity: `get the location ${locationId}`,
		repeatable: true,
		meanings: {
			404: {
				reason: 'there is no such location',
				remedy: 'Enter the id of a location as Location > Search or Get Many returned it.',
			},
		},
	};
	const body = await emp.exchange(request);
	if (!isLocation(body)) throw shapeFailure(request, insteadOf('a location', body));
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
 * 500: reference page of the operation.
 */
export function locations(emp: Emp, filter: LocationFilter): PagedList<Location> {
	return {
		noun: 'locations',
		smallestPage: 10,
		largestPage: 500,
		async fetchPage(size, cursor) {
			const request: EmpRequest = {
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
				repeatable: true,
			};
			return pageOf(request, await emp.exchange(request), {
				key: 'locations',
				rows: 'locations',
				isRow: isLocation,
				identity: 'id',
			});
		},
	};
}
