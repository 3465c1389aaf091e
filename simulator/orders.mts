import { listed, queryText, type Call } from './call.mts';
import { errorResponse, type Answer, type NewOrder, type Order } from './schemas.mts';
import { seededId } from './seeded.mts';
import type { State } from './state.mts';

/** *Inferred*: the page gives no default. */
const DEFAULT_PAGE_SIZE = 100;

export function listOrders(call: Call, state: State): Answer {
	const fromDate = queryText(call, 'fromDate');
	const toDate = queryText(call, 'toDate');
	const status = queryText(call, 'status');
	const size = Number(queryText(call, 'pageSize') ?? DEFAULT_PAGE_SIZE);
	return listed(call, state, 'orders', { fromDate, toDate, status }, (position) => {
		const { orders, next } = state.orders.slice(position, size, {
			...(fromDate === undefined ? {} : { createdAfter: Date.parse(fromDate) }),
			...(toDate === undefined ? {} : { createdBefore: Date.parse(toDate) }),
			...(status === undefined ? {} : { status }),
		});
		return { rows: { products: orders }, next };
	});
}

export function assignOrder({ params }: Call, { orders, now }: State): Answer {
	const order = orders.assign(params.orderId ?? '', now());
	// The page documents only 500; 404 for an unknown order is inferred.
	return order ? { status: 200, body: order } : errorResponse(404, 'Order not found');
}

/** *Inferred*: status, response and errors are not documented. */
export function createOrder(
	{ body }: Call<NewOrder>,
	{ orders, products, fleets, now }: State,
): Answer {
	if (!fleets.get(body.fleetId)) return errorResponse(404, 'Fleet not found');
	const product = products.find(({ id }) => id === body.productId);
	if (!product) return errorResponse(404, 'Product not found');
	const required = product.printing?.schema?.required;
	const { printing = {} } = body;
	if (Array.isArray(required) && !required.every((field) => String(field) in printing)) {
		return errorResponse(400, `The order must contain printing: ${required.join(', ')}`);
	}
	const created = new Date(now()).toISOString();
	const order: Order = {
		id: seededId(10, 0, 0x0de5, orders.count),
		address: body.address,
		quantity: 1,
		product: { id: product.id },
		created,
		organizationId: 'JoEl1xoP7r',
		status: 'ORDER_CREATED',
		updated: created,
	};
	orders.add(order);
	return { status: 200, body: order };
}
