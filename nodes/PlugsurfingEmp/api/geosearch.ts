import { isRecord } from '../json';
import { ApiError, type ApiClient } from './client';
import { pathSegment } from './http/pathSegment';
import type { ApiRequest } from './http/request';
import { ADDRESS_FIELDS } from './http/responseErrors';

/*
 * Paths of geosearch. The EMP page refers to the guide of the Drive API, whose paths begin with the first
 * prefix; whether the EMP API has its own paths is not documented. Sources: docs/api-facts.md#geosearch.
 */
const PREFIXES = ['/v1/geosearch', '/emp/v1/geosearch'] as const;

/** Paths after the prefix. */
export const GEOSEARCH_PATHS = {
	radius: '/radius', // documented for Drive
	rectangle: '/rectangle', // published by a reseller
	batch: '/batch', // inferred
	location: (locationId: string) => `/${pathSegment(locationId)}`, // inferred
};

type Prefix = (typeof PREFIXES)[number];
type Endpoint = keyof typeof GEOSEARCH_PATHS;

/** The prefix under which each endpoint has worked in this process, by base URL. */
const working = new Map<string, Map<Endpoint, Prefix>>();

/**
 * Sends requests to a geosearch endpoint. Their paths are relative to the prefix. If nothing is at the first
 * prefix, a request is sent to the other one; the prefix that works is used from then on.
 */
export function geosearch(client: ApiClient, endpoint: Endpoint): Pick<ApiClient, 'request'> {
	return { request: (request) => sendUnderPrefix(client, endpoint, request) };
}

async function sendUnderPrefix(
	client: ApiClient,
	endpoint: Endpoint,
	request: ApiRequest,
): Promise<unknown> {
	const worked = working.get(client.baseUrl) ?? new Map<Endpoint, Prefix>();
	working.set(client.baseUrl, worked);

	const sendUnder = async (prefix: Prefix) => {
		const body = await client.request({ ...request, path: prefix + request.path });
		// A web page from another server does not prove that the path exists.
		if (isRecord(body)) worked.set(endpoint, prefix);
		return body;
	};
	const [any] = worked.values();
	const first = worked.get(endpoint) ?? any ?? PREFIXES[0];
	const second = first === PREFIXES[0] ? PREFIXES[1] : PREFIXES[0];
	return await sendUnder(first).catch(async (cause: unknown) => {
		const isMissing = cause instanceof ApiError && isUnknownPath(cause);
		if (!isMissing || isKnown(worked, endpoint, first)) throw cause;
		return await sendUnder(second).catch((other: unknown) => {
			throw notFoundAnywhere(endpoint, request, [first, second], cause, other);
		});
	});
}

/** Returns whether the path is known to exist. If not, a 404 for a location may be about the path. */
function isKnown(worked: Map<Endpoint, Prefix>, endpoint: Endpoint, prefix: Prefix): boolean {
	if (worked.get(endpoint) === prefix) return true;
	return endpoint === 'location' && [...worked.values()].includes(prefix);
}

/**
 * Returns whether an error may mean that the path does not exist: a 404, or an API gateway's response to an
 * unknown path.
 */
function isUnknownPath({ details: { status, apiMessage = '' } }: ApiError): boolean {
	return status === 404 || (status === 403 && /missing authentication token/i.test(apiMessage));
}

function notFoundAnywhere(
	endpoint: Endpoint,
	{ path }: ApiRequest,
	[first, second]: readonly [Prefix, Prefix],
	cause: ApiError,
	other: unknown,
): unknown {
	if (!(other instanceof ApiError)) return other;
	if (!isUnknownPath(other)) return other.after(`Before that, ${first}${path} was not found`);
	// A 404 may also mean that the path exists and the location does not.
	const error = other.details.status === 404 ? other : cause;
	const message = `Neither ${first}${path} nor ${second}${path} was found`;
	if (endpoint === 'location') return error.after(message);
	return error.after(message, {
		remedy: `Check ${ADDRESS_FIELDS}. If other operations work, ask Plugsurfing for the address of this request, and send it with an HTTP Request node and the same credential.`,
	});
}
