import { isObject, type JsonObject } from '../../host/shape.mts';
import type { Asked, Rewrite, Told } from './rewritingProxy.mts';

const KEYS = /^\/drive\/emp\/v1\/charging-keys$/;
const ORDERS = /^\/drive\/emp\/v1\/orders$/;
const PRODUCTS = /\/products$/;
const RADIUS = /\/geosearch\/radius$/;
const RECTANGLE = /\/geosearch\/rectangle$/;
const BATCH = /\/geosearch\/batch$/;
const BY_ID = /\/geosearch\/(?!radius$|rectangle$|batch$)[^/]+$/;
const GEOSEARCH = /\/geosearch\//;
const NOWHERE = /verify-api-nothing$/;

const error = (status: number, message: string): Told => ({ status, body: { message } });
const nothingThere = error(403, 'Missing Authentication Token');

/** Changes the request. */
const asking =
	(path: RegExp, change: (asked: Asked) => Partial<Asked>): Rewrite =>
	(asked, next) =>
		next(path.test(asked.path) ? { ...asked, ...change(asked) } : asked);

/** Changes the query of a request. */
const query = (path: RegExp, change: (query: Asked['query']) => Asked['query']): Rewrite =>
	asking(path, (asked) => ({ query: change({ ...asked.query }) }));

const without = (name: string) => (given: Asked['query']) =>
	Object.fromEntries(Object.entries(given).filter(([each]) => each !== name));

/** Responds itself to requests that meet `when`. */
const instead =
	(path: RegExp, when: (asked: Asked) => boolean, told: Told): Rewrite =>
	async (asked, next) =>
		path.test(asked.path) && when(asked) ? told : await next(asked);

/** Changes a response with status 200 and an object. */
const telling =
	(path: RegExp, change: (body: JsonObject, asked: Asked) => unknown): Rewrite =>
	async (asked, next) => {
		const told = await next(asked);
		if (!path.test(asked.path) || told.status !== 200 || !isObject(told.body)) return told;
		return { ...told, body: change(told.body, asked) };
	};

/** Changes the list in a response. */
const listing = (path: RegExp, change: (list: unknown[], asked: Asked) => unknown[]): Rewrite =>
	telling(path, (body, asked) =>
		Object.fromEntries(
			Object.entries(body).map(([name, value]) => [
				name,
				Array.isArray(value) ? change(value, asked) : value,
			]),
		),
	);

/** Changes the text of the JSON in a response. */
const wording = (path: RegExp, from: RegExp, to: string): Rewrite =>
	telling(path, (body): unknown => JSON.parse(JSON.stringify(body).replaceAll(from, to)));

/** Changes the message of an error. */
const refusing =
	(when: (told: Told, asked: Asked) => boolean, change: (told: Told) => Told): Rewrite =>
	async (asked, next) => {
		const told = await next(asked);
		return when(told, asked) ? change(told) : told;
	};

/** Moves an endpoint to another path. */
const moved =
	(endpoint: RegExp, prefix: string, to: string): Rewrite =>
	async (asked, next) => {
		if (!endpoint.test(asked.path)) return await next(asked);
		if (!asked.path.startsWith(to)) return nothingThere;
		return await next({ ...asked, path: prefix + asked.path.slice(to.length) });
	};

const UNDER_V1 = '/drive/v1/geosearch/';
const UNDER_EMP = '/drive/emp/v1/geosearch/';
const RESELLER = '/drive/v1/locations/geosearch/';

/** True from the nth call on. */
function from(nth: number): () => boolean {
	let calls = 0;
	return () => ++calls >= nth;
}

const isBigger = ({ query: { distance } }: Asked) => Number(distance) >= 100_000;

/**
 * How to make the simulator contradict each fact of verify/. In this order they also work all at once: the first one
 * sees a request first. `response-times` is missing: it takes another clock.
 */
export const contradictions: Record<string, () => Rewrite> = {
	'base-path': () => async (asked, next) => {
		if (/^\/drive\/emp\//.test(asked.path)) return nothingThere;
		return await next(
			asked.path.startsWith('/emp/') ? { ...asked, path: `/drive${asked.path}` } : asked,
		);
	},
	'error-body': () =>
		refusing(
			({ status }) => status >= 400,
			({ status, body }) => ({ status, body: { fault: body } }),
		),
	'unknown-path-first': () => instead(NOWHERE, ({ apiKey }) => !apiKey, error(401, 'Unauthorized')),
	'unknown-path': () =>
		instead(/emp\/v1\/verify-api-nothing$/, () => true, error(400, 'Bad Request')),
	gateway: () =>
		refusing(
			({ status }, { path }) => status === 403 && NOWHERE.test(path),
			() => error(404, 'Not found'),
		),
	'key-401': () =>
		refusing(
			({ status }) => status === 401,
			() => error(403, 'Forbidden'),
		),
	'invalid-400': () =>
		query(ORDERS, ({ fromDate = '', ...rest }) =>
			Number.isNaN(Date.parse(fromDate)) ? rest : { ...rest, fromDate },
		),
	'last-page': () => telling(KEYS, (body) => ({ cursor: null, ...body })),
	'cursor-life': () => {
		const isOld = from(3);
		return instead(
			KEYS,
			({ query }) => query['page_size'] === '10' && query['cursor'] !== undefined && isOld(),
			error(400, 'Expired'),
		);
	},
	'cursor-size': () =>
		instead(KEYS, ({ query }) => query['page_size'] === '20', error(400, 'Other size')),
	'same-order': () => {
		const isLater = from(2);
		return listing(KEYS, (list, asked) =>
			Object.keys(asked.query).length === 0 && isLater() ? list.reverse() : list,
		);
	},
	'key-pages': () =>
		instead(KEYS, ({ query }) => query['page_size'] === '500', error(400, 'Too large')),
	'no-single-key': () =>
		instead(/charging-keys\/[^/]+$/, ({ method }) => method === 'GET', { status: 200, body: {} }),
	'order-pages': () =>
		instead(ORDERS, ({ query }) => query['pageSize'] === '100', error(400, 'Too large')),
	'order-default': () => query(ORDERS, (given) => ({ pageSize: '50', ...given })),
	'order-statuses': () => wording(ORDERS, /ORDER_CREATED/g, 'ORDER_SHIPPED'),
	'order-dates': () =>
		query(ORDERS, ({ fromDate, toDate, ...rest }) => ({
			...rest,
			...(fromDate && { fromDate: new Date(Date.parse(fromDate) - 1).toISOString() }),
			...(toDate && { toDate: new Date(Date.parse(toDate) + 1).toISOString() }),
		})),
	'orders-match': () => wording(ORDERS, /"quantity":\d+/g, '"quantity":"one"'),
	'products-whole': () => telling(PRODUCTS, (body) => ({ ...body, cursor: 'next' })),
	'products-match': () => wording(PRODUCTS, /"name":"/g, '"name":7,"was":"'),
	'no-fleet-list': () =>
		instead(/\/fleets$/, ({ method }) => method === 'GET', { status: 200, body: { fleets: [] } }),
	invitation: () => telling(/\/invitation$/, () => ['k3mX9aQp']),
	'keys-match': () => wording(KEYS, /"contractId"/g, '"contract"'),
	/** Also contradicts same-prefix. */
	'radius-prefix': () => moved(RADIUS, UNDER_V1, UNDER_EMP),
	'rectangle-path': () => moved(RECTANGLE, UNDER_V1, RESELLER),
	'batch-path': () => moved(BATCH, UNDER_V1, RESELLER),
	'location-path': () => moved(BY_ID, UNDER_V1, RESELLER),
	'empty-body': () =>
		instead(RADIUS, ({ body }) => JSON.stringify(body) === '{}', error(400, 'Empty')),
	'radius-language': () =>
		instead(RADIUS, ({ query }) => 'language' in query, error(400, 'Unknown parameter')),
	'nearest-first': () => listing(RADIUS, (list) => list.reverse()),
	'limit-nearest': () => async (asked, next) => {
		const few = RADIUS.test(asked.path) && asked.query['limit'] === '5';
		const told = await next(few ? { ...asked, query: { ...asked.query, limit: '300' } } : asked);
		return few
			? await listing(/^/, (list) => list.slice(-5))(asked, () => Promise.resolve(told))
			: told;
	},
	'distance-metres': () =>
		query(RADIUS, ({ distance, ...rest }) => ({
			...rest,
			distance: String(Number(distance) * 1.6),
		})),
	'at-most-300': () =>
		listing(RADIUS, (list, asked) => (isBigger(asked) ? [...list, ...list] : list)),
	'wide-radius': () =>
		instead(RADIUS, ({ query }) => Number(query['distance']) > 190_000, error(400, 'Too far')),
	'one-connector': () => asking(RADIUS, (asked) => (isBigger(asked) ? { body: {} } : {})),
	'unknown-filter': () =>
		instead(
			RADIUS,
			({ body }) => JSON.stringify(body).includes('verifyApi'),
			error(400, 'Unknown filter'),
		),
	'search-no-price': () => wording(RADIUS, /"standard"/g, '"price":{},"standard"'),
	'edge-inside': () =>
		query(RECTANGLE, ({ topLatitude, bottomLatitude, ...rest }) => ({
			...rest,
			topLatitude: String(Number(topLatitude) - 1e-6),
			bottomLatitude: String(Number(bottomLatitude) + 1e-6),
		})),
	'batch-list': () => telling(BATCH, ({ locations, ...rest }) => ({ ...rest, data: locations })),
	'batch-order': () => listing(BATCH, (list) => list.reverse()),
	'batch-default': () => query(BATCH, (given) => ({ page_size: '20', ...given })),
	'batch-pages': () =>
		instead(BATCH, ({ query }) => query['page_size'] === '500', error(400, 'Too large')),
	'batch-page-size': () =>
		query(BATCH, (given) => (given['page_size'] === '10' ? { page_size: '20' } : given)),
	'batch-countries': () => query(BATCH, without('countries')),
	'batch-updated': () => query(BATCH, without('last_updated')),
	'batch-power': () => query(BATCH, without('power_type')),
	'location-prices': () => wording(BY_ID, /"price"/g, '"cost"'),
	'key-or-fleet': () => query(BY_ID, without('fleetId')),
	'location-404': () =>
		refusing(
			(told, { path }) => told.status === 404 && BY_ID.test(path),
			() => error(400, 'Invalid'),
		),
	'evse-statuses': () => wording(GEOSEARCH, /"AVAILABLE"/g, '"PREPARING"'),
	'power-types': () => wording(GEOSEARCH, /AC_3_PHASE/g, 'AC_2_PHASE'),
	standards: () => wording(GEOSEARCH, /"Type2"/g, '"IEC_62196_T2"'),
	capabilities: () => wording(GEOSEARCH, /"RESERVABLE"/g, '"TOKEN_GROUP_CAPABLE"'),
	'locations-match': () => wording(GEOSEARCH, /"latitude":"([\d.-]+)"/g, '"latitude":$1'),
	'identifier-as-sent': () =>
		telling(KEYS, (body, { method }) =>
			method === 'POST'
				? {
						...body,
						keyIdentifier: (String(body['keyIdentifier']).match(/../g) ?? []).reverse().join(''),
					}
				: body,
		),
	'contract-optional': () =>
		instead(
			KEYS,
			({ method, body }) => method === 'POST' && isObject(body) && !('contractId' in body),
			error(400, 'contractId is required'),
		),
	'disable-twice': () => {
		const isSecond = from(2);
		return instead(/\/disable$/, isSecond, error(409, 'Already disabled'));
	},
	'fleet-409': () =>
		refusing(
			({ status }) => status === 409,
			() => ({ status: 200, body: { fleetId: 'x' } }),
		),
	'key-digits': () => wording(KEYS, /"keyIdentifier":"/g, '"keyIdentifier":"X'),
	'key-validity': () => wording(KEYS, /"validTo":"\d{4}/g, '"validTo":"2099'),
	'start-400': () => instead(/sessions\/start$/, () => true, error(404, 'Not found')),
	'stop-404': () => instead(/\/stop$/, () => true, { status: 200, body: undefined }),
	'rename-body': () => instead(/\/rename$/, () => true, error(400, 'name is required')),
};
