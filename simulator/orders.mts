import { queryText, type Call } from './call.mts';
import { refusal, type Answer } from './schemas.mts';
import type { State } from './state.mts';

const LIST = 'orders';
/** *Inferred*: the page gives no default. */
const DEFAULT_PAGE_SIZE = 100;

export function listOrders(call: Call, { orders, cursors }: State): Answer {
	const fromDate = queryText(call, 'fromDate');
	const toDate = queryText(call, 'toDate');
	const status = queryText(call, 'status');
	const filter = JSON.stringify({ fromDate, toDate, status });
	const cursor = queryText(call, 'cursor');
	const position = cursor === undefined ? 0 : cursors.open(cursor, LIST, filter);
	if (position === undefined) return refusal(400, 'The cursor is invalid');

	const size = Number(queryText(call, 'pageSize') ?? DEFAULT_PAGE_SIZE);
	const { orders: products, next } = orders.slice(position, size, {
		...(fromDate === undefined ? {} : { createdAfter: Date.parse(fromDate) }),
		...(toDate === undefined ? {} : { createdBefore: Date.parse(toDate) }),
		...(status === undefined ? {} : { status }),
	});
	const sealAt = (place: number) => cursors.seal({ list: LIST, filter, position: place });
	const more = next === undefined ? {} : { cursor: sealAt(next) };
	return { status: 200, body: { products, ...more }, restart: () => sealAt(position) };
}

export function assignOrder({ params }: Call, { orders, now }: State): Answer {
	const order = orders.assign(params.orderId ?? '', now());
	// The page documents 500 only; 404 for an unknown order is inferred.
	return order ? { status: 200, body: order } : refusal(404, 'Order not found');
}
