import { at, isObject } from '../host/shape.mts';
import { rows, type Api } from './api.mts';
import { Unclear, type ApiRequest } from './client.mts';
import { statuses, verdict, type Fact } from './fact.mts';
import { plainText } from './redact.mts';

/** The gateway's timeout in milliseconds (docs/api-facts.md#api-gateway). */
const GATEWAY_LIMIT_MS = 29_000;

/** Creates the fact that all responses of some operations match openapi/. */
function matchFact(
	id: string,
	what: string,
	section: string,
	row: string,
	operations: string[],
): Fact {
	return {
		id,
		statement: `${what} are as in openapi/`,
		section,
		row,
		check({ client }) {
			const seen = client.exchanges.filter(
				({ operationId = '', status }) => status === 200 && operations.includes(operationId),
			);
			if (seen.length === 0) throw new Unclear('none seen');
			const problems = seen.flatMap((exchange) => exchange.problems);
			const first = problems[0] === undefined ? '' : `, such as: ${plainText(problems[0])}`;
			return verdict(
				problems.length === 0,
				`${seen.length} responses, ${problems.length} differences${first}`,
			);
		},
	};
}

/** Returns median and maximum of the response times in milliseconds. */
export function timesOf({ client }: Pick<Api, 'client'>) {
	const times = client.exchanges.map(({ ms }) => Math.round(ms)).sort((a, b) => a - b);
	const share = (part: number) => times[Math.floor((times.length - 1) * part)] ?? 0;
	return { count: times.length, medianMs: share(0.5), p95Ms: share(0.95), maxMs: share(1) };
}

/** Facts about the whole run, checked last. */
export const OVERALL_FACTS: Fact[] = [
	matchFact('keys-match', 'Lists of charging keys', 'Charging keys', 'A key has', [
		'listChargingKeys',
	]),
	matchFact('orders-match', 'Lists of orders', 'Orders', 'Only `id` and `status`', ['listOrders']),
	matchFact(
		'products-match',
		'Lists of products',
		'Products and new orders',
		'`GET /emp/v1/products`',
		['listProducts'],
	),
	matchFact('locations-match', 'Locations', 'Location objects', 'A location has', [
		'searchLocations',
		'searchLocationsInRectangle',
		'listLocations',
		'getLocation',
	]),
	{
		id: 'error-body',
		statement: 'An error is `{"message": …}`',
		section: 'Error bodies',
		row: 'The simulator answers',
		also: ['Error bodies', 'No page shows the body'],
		check({ client }) {
			const errors = client.exchanges.filter(({ status = 0 }) => status >= 400);
			if (errors.length === 0) throw new Unclear('no error seen');
			const others = errors.filter(({ body }) => typeof at(body, 'message') !== 'string');
			const kinds = others.map(
				({ status, body }) =>
					`${status ?? ''} ${isObject(body) ? Object.keys(body).map(plainText).join('+') : typeof body}`,
			);
			return verdict(
				others.length === 0,
				`${errors.length} errors${kinds.length > 0 ? `, others: ${[...new Set(kinds)].join(', ')}` : ''}`,
			);
		},
	},
	{
		id: 'response-times',
		statement: 'A response takes less than 29 seconds',
		section: 'API gateway',
		row: 'A request that takes longer',
		check(api) {
			const { count, medianMs, p95Ms, maxMs } = timesOf(api);
			return verdict(
				maxMs < GATEWAY_LIMIT_MS,
				`${count} requests: median ${medianMs} ms, 95 % ${p95Ms} ms, most ${maxMs} ms`,
			);
		},
	},
];

/** Creates the fact that a cursor stays valid: tested after a quarter, half and all of the wait. */
export function cursorLife(waitMs: number): Fact {
	return {
		id: 'cursor-life',
		statement: 'A cursor lives longer than a run takes',
		section: 'Paging',
		row: 'A list continues while',
		async check(api) {
			const { client } = api;
			const keys = await api.emp('/emp/v1/charging-keys', { query: { page_size: 10 } });
			const first = at(keys.body, 'cursor') ? keys : await api.batch({ page_size: 10 });
			const cursor = at(first.body, 'cursor');
			if (typeof cursor !== 'string' || cursor === '')
				throw new Unclear('no list has a second page');
			const request: ApiRequest = { ...first.request, query: { page_size: 10, cursor } };
			const list = first === keys ? 'keys' : 'locations';
			let lived = 0;
			for (const part of [0.25, 0.5, 1]) {
				await client.sleep(Math.max(0, first.sentAt + waitMs * part - client.now()));
				const exchange = await client.sendAgain(request);
				const age = Math.round((exchange.sentAt - first.sentAt) / 1000);
				if (exchange.status !== 200)
					return verdict(false, `at least ${lived} s, ${statuses(exchange)} after ${age} s`);
				rows(exchange, list);
				lived = age;
			}
			return verdict(true, `at least ${lived} s`);
		},
	};
}
