import { listed, queryText, type Call } from './call.mts';
import { errorResponse, type Answer, type NewOrder, type Order } from './schemas.mts';
import { seededId } from './seeded.mts';
import { ASSIGNED } from './seededOrder.mts';
import { PRODUCTS } from './seededProducts.mts';
import type { State } from './state.mts';

/** *Inferred*: the page gives no default. */
const DEFAULT_PAGE_SIZE = 100;

export function listOrders(call: Call, state: State): Answer {
	const fromDate = queryText(call, 'fromDate');
	const toDate = queryText(call, 'toDate');
	const status = queryText(call, 'status');
	const size = Number(queryText(call, 'pageSize') ?? DEFAULT_PAGE_SIZE);
	const after = fromDate === undefined ? -Infinity : Date.parse(fromDate);
	const before = toDate === undefined ? Infinity : Date.parse(toDate);
	const isWanted = (order: Order) => {
		const created = Date.parse(order.created ?? '');
		return (
			(fromDate === undefined || created > after) &&
			(toDate === undefined || created < before) &&
			(status === undefined || order.status === status)
		);
	};
	return listed(call, state, 'products', { fromDate, toDate, status }, (place) =>
		state.orders.page(place, size, isWanted),
	);
}

/** Does not change an order that is assigned. */
export function assignOrder({ params }: Call, { orders, now }: State): Answer {
	const id = params.orderId ?? '';
	const order = orders.get(id);
	// The page documents only 500; 404 for an unknown order is inferred.
	if (!order) return errorResponse(404, 'Order not found');
	if (order.status === ASSIGNED) return { status: 200, body: order };
	const updated = new Date(now()).toISOString();
	return { status: 200, body: orders.change(id, { status: ASSIGNED, updated }) };
}

export function listProducts(): Answer {
	return { status: 200, body: { products: PRODUCTS } };
}

/** *Inferred*: status, response and errors are not documented. */
export function createOrder({ body }: Call<NewOrder>, { orders, fleets, now }: State): Answer {
	if (!fleets.get(body.fleetId)) return errorResponse(404, 'Fleet not found');
	const product = PRODUCTS.find(({ id }) => id === body.productId);
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
