import { pathSegment } from './http/request';

/**
 * Geosearch paths below the base URL. The EMP page does not name them: these are the paths of the Drive
 * API, whose guide it refers to. Sources: docs/api-facts.md#geosearch.
 */
export const GEOSEARCH_PATHS = {
	radius: '/v1/geosearch/radius', // documented for Drive
	rectangle: '/v1/geosearch/rectangle', // last part published by a reseller
	batch: '/v1/geosearch/batch', // last part inferred
	location: (locationId: string) => `/v1/geosearch/${pathSegment(locationId)}`, // inferred
};
