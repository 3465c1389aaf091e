import type { IncomingHttpHeaders } from 'node:http';
import type { Contract, ContractRequest, Operation } from './contract.mts';
import type { SimulatorOptions } from './options.mts';
import type { LoggedRequest } from './requestLog.mts';
import { parseJson } from './schemas.mts';

/** The base path of the API's base URLs. */
export const PREFIX = '/drive';

/** A request as received by the HTTP server; `path` is raw and includes the query. */
export interface RawRequest {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	bodyText: string;
}

/** A request parsed according to the contract, and its entry in the log. */
export interface Arrival {
	logged: LoggedRequest;
	request: ContractRequest;
	operation: Operation | undefined;
	/** Whether a path parameter has invalid percent-encoding. */
	undecodable: boolean;
}

/**
 * Parses a request.
 *
 * @param geosearchUnder prefix of the geosearch paths; `/v1` in the contract
 */
export function readArrival(
	raw: RawRequest,
	contract: Contract,
	at: number,
	geosearchUnder: SimulatorOptions['geosearchUnder'] = '/v1',
): Arrival {
	const [pathname = '', search = ''] = raw.path.split(/\?(.*)/s);
	const json = parseJson(raw.bodyText);
	const request: ContractRequest = {
		method: raw.method,
		path: pathname.startsWith(`${PREFIX}/`)
			? pathInContract(pathname.slice(PREFIX.length), geosearchUnder)
			: '',
		query: readQuery(search),
		headers: readHeaders(raw.headers),
		body: json ?? (raw.bodyText === '' ? undefined : raw.bodyText),
	};
	const operation = contract.operationFor(request.method, request.path);
	const params = operation ? contract.paramsOf(operation, request) : {};
	const logged: LoggedRequest = {
		method: raw.method,
		path: raw.path,
		pathname,
		operationId: operation?.operationId,
		params: params ?? {},
		query: request.query,
		headers: raw.headers,
		body: json,
		bodyText: raw.bodyText,
		status: undefined,
		rejection: '',
		at,
	};
	return { logged, request, operation, undecodable: params === undefined };
}

/** Returns the path in the contract, which has geosearch below `/v1`. With another prefix, `/v1` does not exist. */
function pathInContract(path: string, geosearchUnder: SimulatorOptions['geosearchUnder']): string {
	const here = `${geosearchUnder}/geosearch/`;
	if (path.startsWith(here)) return `/v1/geosearch/${path.slice(here.length)}`;
	return path.startsWith('/v1/geosearch/') ? '' : path;
}

function readQuery(search: string): Record<string, string | string[]> {
	const given = new URLSearchParams(search);
	return Object.fromEntries(
		[...new Set(given.keys())].map((name) => {
			const [value = '', ...more] = given.getAll(name);
			return [name, more.length > 0 ? [value, ...more] : value];
		}),
	);
}

function readHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, value]],
		),
	);
}
