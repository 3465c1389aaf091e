import { at, isObject, type JsonObject } from '../host/shape.mts';
import { distanceM, type Point } from '../simulator/map/sphere.mts';
import { Unclear, type ApiRequest, type Client, type Exchange } from './client.mts';

/** An ID that no account has. */
export const NOTHING = 'verify-api-nothing';

/** Page size of lists that are only inspected. */
const PAGE = 100;
/** Maximum number of locations per search (docs/api-facts.md#geosearch). */
export const MAX_LOCATIONS = 300;

/** A search without filters. */
const EVERYTHING = { filters: {}, options: {} };

type Rest = Omit<ApiRequest, 'path' | 'contractPath'>;

export const ENDPOINTS = {
	radius: { method: 'POST', end: '/radius' },
	rectangle: { method: 'POST', end: '/rectangle' },
	batch: { method: 'GET', end: '/batch' },
	location: { method: 'GET', end: '/{locationId}' },
} as const;

export type Endpoint = keyof typeof ENDPOINTS;

/** The location of a geosearch endpoint, and the paths that were tried. */
export interface Whereabouts {
	/** Prefixes of the paths that work. */
	prefixes: string[];
	tried: Exchange[];
}

/** Data from the API that several facts need, requested once. */
export class Api {
	/** Makes the created objects unique to this run. */
	readonly run = Date.now();

	constructor(
		readonly client: Client,
		private readonly near: Point,
	) {}

	/** Tries the EMP paths with and without `/drive` in front; `works` is the one that gets 200, if any. */
	async base() {
		const paths = ['/drive', ''];
		const tried: Exchange[] = [];
		for (const path of paths) {
			const exchange = await this.client.send({
				path: `${path}/emp/v1/charging-keys`,
				contractPath: '/emp/v1/charging-keys',
			});
			tried.push(exchange);
			if (exchange.status === 200 && isObject(exchange.body)) return { works: path, tried };
		}
		return { works: undefined, tried };
	}

	/** Creates a request for an EMP path. */
	async empRequest(path: string, rest: Rest = {}): Promise<ApiRequest> {
		const { works = '/drive' } = await this.base();
		return { ...rest, path: works + path, contractPath: path };
	}

	async emp(path: string, rest: Rest = {}): Promise<Exchange> {
		return await this.client.send(await this.empRequest(path, rest));
	}

	/** Tries the possible paths of an endpoint; the last one, which is like a reseller's, only if no other works. */
	async whereabouts(endpoint: Endpoint): Promise<Whereabouts> {
		const { works = '/drive' } = await this.base();
		const prefixes = ['/drive/v1/geosearch', `${works}/emp/v1/geosearch`];
		const request = await this.example(endpoint);
		const tried: Exchange[] = [];
		const working: string[] = [];
		for (const prefix of [...prefixes, '/drive/v1/locations/geosearch']) {
			if (working.length > 0 && !prefixes.includes(prefix)) break;
			const exchange = await this.client.send(atPrefix(endpoint, prefix, request));
			tried.push(exchange);
			if (exchange.status === 200 && isObject(exchange.body)) working.push(prefix);
		}
		return { prefixes: working, tried };
	}

	async geosearch(endpoint: Endpoint, rest: Rest): Promise<Exchange> {
		const { prefixes } = await this.whereabouts(endpoint);
		const [prefix] = prefixes;
		if (prefix === undefined) throw new Unclear(`no path of ${endpoint} is known`);
		return await this.client.send(atPrefix(endpoint, prefix, rest));
	}

	async radius(distance: number, query: Rest['query'] = {}, body: unknown = EVERYTHING) {
		const where = { ...this.near, distance };
		return await this.geosearch('radius', { query: { ...where, ...query }, body });
	}

	/**
	 * Returns all locations within a distance of a point, 12 to 299 of them.
	 *
	 * @throws Unclear if there is no such distance
	 */
	async around(): Promise<{ distance: number; locations: JsonObject[] }> {
		let distance = 3000;
		for (let attempt = 0; attempt < 10; attempt++) {
			const locations = rows(await this.radius(distance), 'locations');
			if (locations.length >= 12 && locations.length < MAX_LOCATIONS)
				return { distance, locations };
			distance *= locations.length < 12 ? 3 : 0.4;
		}
		throw new Unclear('too few locations or too many around the point: choose another with --near');
	}

	async batch(query: Rest['query'] = { page_size: PAGE }): Promise<Exchange> {
		return await this.geosearch('batch', { query });
	}

	/** Returns locations from one page of the list and, if any, around the point. */
	async locations(): Promise<JsonObject[]> {
		const around = await this.around().catch(() => ({ locations: [] }));
		const listed = await this.batch().then(
			(page) => rows(page, 'locations'),
			() => [],
		);
		const all = [...around.locations, ...listed];
		if (all.length === 0) throw new Unclear('no locations');
		return all;
	}

	async keys(): Promise<JsonObject[]> {
		const keys = await this.emp('/emp/v1/charging-keys');
		return some(rows(keys, 'keys'), 'charging keys');
	}

	async orders(): Promise<JsonObject[]> {
		const orders = await this.emp('/emp/v1/orders');
		return some(rows(orders, 'products'), 'orders');
	}

	/** Returns the distance in metres from the point of the searches. */
	distanceOf(location: JsonObject): number {
		return distanceM(this.near, pointOf(location));
	}

	private async example(endpoint: Endpoint): Promise<Rest> {
		const { latitude, longitude } = this.near;
		switch (endpoint) {
			case 'radius':
				return { query: { ...this.near, distance: 3000 }, body: EVERYTHING };
			case 'rectangle':
				return {
					query: edges(latitude + 0.1, latitude - 0.1, longitude - 0.1, longitude + 0.1),
					body: EVERYTHING,
				};
			case 'batch':
				return { query: { page_size: PAGE } };
			case 'location':
				return { params: { locationId: textOf((await this.locations())[0], 'id') } };
		}
	}
}

export function edges(
	topLatitude: number,
	bottomLatitude: number,
	leftLongitude: number,
	rightLongitude: number,
) {
	return { topLatitude, bottomLatitude, leftLongitude, rightLongitude };
}

function atPrefix(endpoint: Endpoint, prefix: string, rest: Rest): ApiRequest {
	const { method, end } = ENDPOINTS[endpoint];
	return { ...rest, method, path: prefix + end, contractPath: `/v1/geosearch${end}` };
}

/**
 * Returns the objects that a response lists under this name, or in its only list.
 *
 * @throws Unclear if there is no list
 */
export function rows({ status, body, failure }: Exchange, name: string): JsonObject[] {
	const [only, ...more] = Object.values(isObject(body) ? body : {}).filter(Array.isArray);
	const list: unknown = at(body, name) ?? (more.length === 0 ? only : undefined);
	if (status === 200 && Array.isArray(list)) return list.filter(isObject);
	throw new Unclear(status === 200 ? `no list ${name}` : `answered ${status ?? failure ?? ''}`);
}

/**
 * Returns a non-empty list.
 *
 * @throws Unclear if it is empty
 */
export function some(list: JsonObject[], what: string): JsonObject[] {
	if (list.length > 0) return list;
	throw new Unclear(`the account has no ${what}`);
}

export function listAt(object: unknown, name: string): JsonObject[] {
	const list = at(object, name);
	return Array.isArray(list) ? list.filter(isObject) : [];
}

/**
 * Returns the text in a field.
 *
 * @throws Unclear if it is not text
 */
export function textOf(object: unknown, name: string): string {
	const text = at(object, name);
	if (typeof text === 'string') return text;
	throw new Unclear(`no ${name} to ask with`);
}

export function pointOf(location: JsonObject): Point {
	const degrees = (name: string) => Number(at(location, 'coordinates', name));
	return { latitude: degrees('latitude'), longitude: degrees('longitude') };
}

export function connectorsOf(locations: JsonObject[]): JsonObject[] {
	return locations.flatMap((location) =>
		listAt(location, 'evses').flatMap((evse) => listAt(evse, 'connectors')),
	);
}

/** Returns whether a path does not exist: 404, 405, or an API gateway's response (docs/api-facts.md#api-gateway). */
export function isMissing({ status, body }: Exchange): boolean {
	if (status === 404 || status === 405) return true;
	return status === 403 && /missing authentication token/i.test(JSON.stringify(body ?? ''));
}
