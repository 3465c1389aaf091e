import { at, isObject, type JsonObject } from '../host/shape.mts';
import { isMissing, NOTHING, rows, some, textOf, type Api } from './api.mts';
import { Unclear, type Exchange } from './client.mts';
import { statuses, verdict, type Fact } from './fact.mts';
import { apiWord, shapeOf } from './redact.mts';

const KEYS = '/emp/v1/charging-keys';
const ORDERS = '/emp/v1/orders';

/** Returns the first two pages of a list, and how to request the second one with another size. */
async function twoPages(api: Api) {
	const first = await api.emp(KEYS, { query: { page_size: 10 } });
	const cursor = at(first.body, 'cursor');
	if (typeof cursor !== 'string' || cursor === '') throw new Unclear('fewer than 11 charging keys');
	const second = (page_size: number) => api.emp(KEYS, { query: { page_size, cursor } });
	return { first, cursor, second };
}

const idsOf = (keys: JsonObject[]) => JSON.stringify(keys.map((key) => at(key, 'keyIdentifier')));

/** Checks that two page sizes are accepted. The sizes beyond them are only reported. */
export function pageSizes(
	accepted: [number, number],
	ask: (api: Api, size: number) => Promise<Exchange>,
	list: string,
): Fact['check'] {
	return async (api) => {
		const answers: string[] = [];
		let holds = true;
		for (const size of [...accepted, accepted[0] - 1, accepted[1] + 1]) {
			const exchange = await ask(api, size);
			const count = exchange.status === 200 ? ` with ${rows(exchange, list).length}` : '';
			answers.push(`${size}: ${statuses(exchange)}${count}`);
			if (accepted.includes(size)) holds &&= exchange.status === 200;
		}
		return verdict(holds, answers.join(', '));
	};
}

/** Checks the default page size of a list. */
export function defaultSize(
	expected: number,
	ask: (api: Api) => Promise<Exchange>,
	list: string,
): Fact['check'] {
	return async (api) => {
		const page = await ask(api);
		const { length } = rows(page, list);
		if (!at(page.body, 'cursor')) throw new Unclear(`one page of ${length}`);
		return verdict(length === expected, `${length} on the first page`);
	};
}

/** Checks that a path does not exist. */
async function nothingAt(api: Api, path: string, params = {}) {
	const exchange = await api.emp(path, { params });
	if (isMissing(exchange)) return verdict(true, statuses(exchange));
	if (exchange.status !== 200) throw new Unclear(`answered ${statuses(exchange)}`);
	return verdict(false, '200: there is something');
}

const access: Fact[] = [
	{
		id: 'base-path',
		statement: 'EMP paths are below `/drive`',
		section: 'Base URLs',
		row: 'EMP paths are below the same base URL',
		async check(api) {
			const { works, tried } = await api.base();
			if (works === undefined) throw new Unclear(`with and without: ${statuses(...tried)}`);
			return verdict(
				works === '/drive',
				`with${works ? '' : ' and without'}: ${statuses(...tried)}`,
			);
		},
	},
	{
		id: 'key-401',
		statement: 'A missing or wrong API key gets 401',
		section: 'Authentication',
		row: 'The key list documents 403',
		async check(api) {
			const ask = (key: 'none' | 'invalid') => api.emp(KEYS, { key });
			const [none, wrong] = [await ask('none'), await ask('invalid')];
			return verdict(
				none.status === 401 && wrong.status === 401,
				`none: ${statuses(none)}, invalid: ${statuses(wrong)}`,
			);
		},
	},
	{
		id: 'gateway',
		statement: 'A path that does not exist gets 403 "Missing Authentication Token"',
		section: 'API gateway',
		row: '403 with that message therefore',
		also: ['API gateway', 'An AWS API gateway'],
		async check(api) {
			const exchange = await api.emp(`/emp/v1/${NOTHING}`);
			return verdict(exchange.status === 403 && isMissing(exchange), statuses(exchange));
		},
	},
	{
		id: 'unknown-path',
		statement:
			'A path that does not exist gets 404 or that 403, so that the node tries the other path',
		section: 'Inferred paths',
		row: 'A path that does not exist gets 403',
		also: ['Geosearch', 'A path that does not exist'],
		async check(api) {
			const exchange = await api.emp(`/emp/v1/${NOTHING}`);
			return verdict(isMissing(exchange), statuses(exchange));
		},
	},
	{
		id: 'unknown-path-first',
		statement: 'A path that does not exist is answered before the key is checked',
		section: 'API gateway',
		row: 'A path that does not exist is answered before',
		async check(api) {
			const withKey = await api.emp(`/emp/v1/${NOTHING}`);
			const exchange = await api.emp(`/emp/v1/${NOTHING}`, { key: 'none' });
			return verdict(isMissing(exchange), `with and without a key: ${statuses(withKey, exchange)}`);
		},
	},
	{
		id: 'invalid-400',
		statement: 'An operation that lists only 500 answers 400 to an invalid request',
		section: 'Error bodies',
		row: 'Operations that list only 500',
		async check(api) {
			const exchange = await api.emp(ORDERS, { query: { fromDate: NOTHING } });
			return verdict(exchange.status === 400, `fromDate that is no date: ${statuses(exchange)}`);
		},
	},
];

const lists: Fact[] = [
	{
		id: 'last-page',
		statement: 'The last page has no field `cursor`, rather than null or ""',
		section: 'Paging',
		row: '`null` or an empty `cursor`',
		async check(api) {
			let cursor: string | undefined;
			for (let page = 1; page <= 50; page++) {
				const exchange = await api.emp(KEYS, cursor ? { query: { cursor } } : {});
				rows(exchange, 'keys');
				const next = at(exchange.body, 'cursor');
				if (typeof next !== 'string' || next === '') {
					return verdict(
						next === undefined,
						next === undefined ? 'none' : next === null ? 'null' : '""',
					);
				}
				cursor = next;
			}
			throw new Unclear('more than 50 pages of charging keys');
		},
	},
	{
		id: 'cursor-size',
		statement: 'A cursor also works with another page size',
		section: 'Paging',
		row: 'Whether a cursor still works',
		async check(api) {
			const { second } = await twoPages(api);
			const same = rows(await second(10), 'keys');
			const exchange = await second(20);
			if (exchange.status !== 200) return verdict(false, statuses(exchange));
			const other = rows(exchange, 'keys');
			return verdict(
				idsOf(other.slice(0, 10)) === idsOf(same),
				`20 after 10: ${statuses(exchange)} with ${other.length}`,
			);
		},
	},
	{
		id: 'same-order',
		statement: 'A list has the same order each time',
		section: 'Paging',
		row: 'The order of keys and orders',
		async check(api) {
			const keys = await api.keys();
			const request = await api.empRequest(KEYS);
			const again = rows(await api.client.sendAgain(request), 'keys');
			return verdict(idsOf(again) === idsOf(keys), `${keys.length} and ${again.length} keys`);
		},
	},
	{
		id: 'key-pages',
		statement: 'Pages of 10 and 500 charging keys are allowed',
		section: 'Charging keys',
		row: 'Its `page_size` is 10 to 500',
		check: pageSizes(
			[10, 500],
			(api, page_size) => api.emp(KEYS, { query: { page_size } }),
			'keys',
		),
	},
	{
		id: 'no-single-key',
		statement: 'No operation fetches one charging key',
		section: 'Charging keys',
		row: 'No operation fetches one key',
		async check(api) {
			const keyIdentifier = textOf((await api.keys())[0], 'keyIdentifier');
			return await nothingAt(api, `${KEYS}/{keyIdentifier}`, { keyIdentifier });
		},
	},
	{
		id: 'key-digits',
		statement: 'A `keyIdentifier` has pairs of hexadecimal digits',
		section: 'Identifiers and byte order',
		row: 'Digits come in pairs',
		async check(api) {
			const keys = await api.keys();
			const others = keys.filter(
				({ keyIdentifier }) => !/^([\da-f]{2})+$/i.test(String(keyIdentifier)),
			);
			return verdict(others.length === 0, `${others.length} of ${keys.length} have others`);
		},
	},
	{
		id: 'order-pages',
		statement: 'Pages of 10 and 100 orders are allowed',
		section: 'Orders',
		row: 'Pages of 10 to 100 orders',
		check: pageSizes(
			[10, 100],
			(api, pageSize) => api.emp(ORDERS, { query: { pageSize } }),
			'products',
		),
	},
	{
		id: 'order-default',
		statement: '100 orders per page by default',
		section: 'Orders',
		row: '100 orders per page by default',
		check: defaultSize(100, (api) => api.emp(ORDERS), 'products'),
	},
	{
		id: 'order-statuses',
		statement: 'Orders are `ORDER_CREATED` or `ORDER_ASSIGNED`',
		section: 'Orders',
		row: 'The values of `status`',
		async check(api) {
			const seen = new Set(
				(await api.orders()).map((order) => apiWord('status', at(order, 'status'))),
			);
			const known = ['ORDER_CREATED', 'ORDER_ASSIGNED'];
			return verdict(
				[...seen].every((status) => known.includes(status)),
				[...seen].sort().join(', '),
			);
		},
	},
	{
		id: 'order-dates',
		statement: '`fromDate` and `toDate` exclude orders of exactly that time',
		section: 'Orders',
		row: '`fromDate` and `toDate` exclude',
		async check(api) {
			const order = (await api.orders()).find(
				({ created }) => !Number.isNaN(Date.parse(String(created))),
			);
			const created = Date.parse(textOf(order, 'created'));
			const has = async (from: number, to: number) => {
				const [fromDate, toDate] = [from, to].map((ms) => new Date(ms).toISOString());
				const query = { fromDate: fromDate ?? '', toDate: toDate ?? '' };
				const found = rows(await api.emp(ORDERS, { query }), 'products');
				return found.some(({ id }) => id === order?.['id']);
			};
			if (!(await has(created - 1000, created + 1000))) throw new Unclear('not found by its time');
			const [from, to] = [await has(created, created + 1000), await has(created - 1000, created)];
			return verdict(
				!from && !to,
				`fromDate ${from ? 'includes' : 'excludes'}, toDate ${to ? 'includes' : 'excludes'} it`,
			);
		},
	},
	{
		id: 'products-whole',
		statement: 'The product list has no cursor',
		section: 'Products and new orders',
		row: 'The product list has no page size',
		async check(api) {
			const exchange = await api.emp('/emp/v1/products');
			const { length } = rows(exchange, 'products');
			const cursor = isObject(exchange.body) && 'cursor' in exchange.body;
			return verdict(!cursor, `${length} products, ${cursor ? 'a' : 'no'} cursor`);
		},
	},
	{
		id: 'no-fleet-list',
		statement: 'No operation lists fleets',
		section: 'Fleets',
		row: 'There is no operation that lists fleets',
		check: (api) => nothingAt(api, '/emp/v1/fleets'),
	},
	{
		id: 'invitation',
		statement: 'An invitation is an object with a list `invitationCodes`',
		section: 'Fleets',
		row: 'The shape of the invitation response',
		async check(api) {
			const [key] = some(
				(await api.keys()).filter(({ fleetId }) => fleetId),
				'charging keys in fleets',
			);
			const params = { fleetId: textOf(key, 'fleetId') };
			const exchange = await api.emp('/emp/v1/fleets/{fleetId}/invitation', { params });
			if (exchange.status !== 200) throw new Unclear(`answered ${statuses(exchange)}`);
			const shape = JSON.stringify(shapeOf(exchange.body));
			return verdict(
				Array.isArray(at(exchange.body, 'invitationCodes')),
				shape.replaceAll('"', ''),
			);
		},
	},
];

export const EMP_FACTS: Fact[] = [...access, ...lists];
