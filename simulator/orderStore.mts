import { LatestChanges, type Changed } from './latestChanges.mts';
import type { Order } from './schemas.mts';
import { startOfDay } from './seeded.mts';
import { seededOrder } from './seededOrder.mts';

const ASSIGNED = 'ORDER_ASSIGNED';

/** Filters of the order list; times in milliseconds since 1970, both exclusive. */
export interface OrderFilter {
	createdAfter?: number;
	createdBefore?: number;
	status?: string;
}

/** All card orders, oldest first. */
export class OrderStore implements Iterable<Order> {
	private readonly orders: Order[];
	private readonly positions: Map<string, number>;
	private readonly changes: LatestChanges;

	constructor(count: number, seed: number, now: () => number) {
		this.changes = new LatestChanges(now);
		const today = startOfDay(now());
		this.orders = Array.from({ length: count }, (_, index) =>
			seededOrder(index, seed, count, today),
		);
		this.positions = new Map(this.orders.map((order, position) => [order.id, position]));
	}

	get count(): number {
		return this.orders.length;
	}

	[Symbol.iterator](): Iterator<Order> {
		return this.orders.values();
	}

	/** Number of orders that are not assigned yet. */
	get openCount(): number {
		return this.orders.reduce((count, { status }) => count + (status === ASSIGNED ? 0 : 1), 0);
	}

	/** The most recently added or changed orders, latest first. */
	get latestChanges(): Changed<Order>[] {
		return this.changes.of((id) => this.get(id));
	}

	get(id: string): Order | undefined {
		return this.orders[this.positions.get(id) ?? -1];
	}

	/** Adds an order at the end of the list. */
	add(order: Order): void {
		if (this.positions.has(order.id)) throw new Error(`The order ${order.id} already exists`);
		this.positions.set(order.id, this.orders.push({ ...order }) - 1);
		this.changes.note(order.id);
	}

	/** Marks the order as assigned. Does not change an assigned order. */
	assign(id: string, now: number): Order | undefined {
		const order = this.get(id);
		if (order?.status === ASSIGNED) return order;
		return this.change(id, { status: ASSIGNED, updated: new Date(now).toISOString() });
	}

	/** Changes an order. Returns the changed order, or undefined if it does not exist. */
	change(id: string, changes: Partial<Omit<Order, 'id'>>): Order | undefined {
		const position = this.positions.get(id);
		const order = this.get(id);
		if (position === undefined || !order) return undefined;
		const changed = { ...order, ...changes, id };
		this.orders[position] = changed;
		this.changes.note(id);
		return changed;
	}

	/** Returns up to `size` matching orders, starting at `position`, and the position of the next match, if any. */
	slice(position: number, size: number, filter: OrderFilter): { orders: Order[]; next?: number } {
		const orders: Order[] = [];
		for (let place = position; place < this.orders.length; place++) {
			const order = this.orders[place];
			if (!order || !matches(order, filter)) continue;
			if (orders.length === size) return { orders, next: place };
			orders.push(order);
		}
		return { orders };
	}
}

function matches(order: Order, filter: OrderFilter): boolean {
	const created = Date.parse(order.created ?? '');
	if (filter.createdAfter !== undefined && !(created > filter.createdAfter)) return false;
	if (filter.createdBefore !== undefined && !(created < filter.createdBefore)) return false;
	return filter.status === undefined || order.status === filter.status;
}
