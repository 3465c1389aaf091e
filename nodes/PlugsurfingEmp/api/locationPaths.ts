import { pathSegment } from './http/request';

/**
 * Where geosearch is, below the base URL. The EMP page names no paths: these are the ones of the Drive API, whose guide it
 * refers to. Should the EMP API have its own, put `/emp` before them, here and in openapi/.
 * Sources: docs/api-facts.md#geosearch.
 */
export const LOCATION_PATHS = {
	search: '/v1/geosearch/radius', // documented for Drive
	list: '/v1/geosearch/batch', // last part inferred
	get: (locationId: string) => `/v1/geosearch/${pathSegment(locationId)}`, // inferred
};
