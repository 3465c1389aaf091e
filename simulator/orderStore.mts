import { LatestChanges, type Changed } from './latestChanges.mts';
import type { Order } from './schemas.mts';
import { startOfDay } from './seeded.mts';
import { seededOrder } from './seededOrder.mts';

const ASSIGNED = 'ORDER_ASSIGNED';

/** What the list of orders can be narrowed to; times in milliseconds since 1970, both ends excluded. */
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

	/** How many are not assigned yet. */
	get openCount(): number {
		return this.orders.reduce((count, { status }) => count + (status === ASSIGNED ? 0 : 1), 0);
	}

	/** The orders that were added or changed last, the latest first. */
	get latestChanges(): Changed<Order>[] {
		return this.changes.of((id) => this.get(id));
	}

	get(id: string): Order | undefined {
		return this.orders[this.positions.get(id) ?? -1];
	}

	/** Adds an order at the end of the list. */
	add(order: Order): void {
		if (this.positions.has(order.id)) throw new Error(`There is an order ${order.id} already`);
		this.positions.set(order.id, this.orders.push({ ...order }) - 1);
		this.changes.note(order.id);
	}

	/** Marks the order as assigned. One that is assigned already stays as it is. */
	assign(id: string, now: number): Order | undefined {
		const order = this.get(id);
		if (order?.status === ASSIGNED) return order;
		return this.change(id, { status: ASSIGNED, updated: new Date(now).toISOString() });
	}

	/** Changes an order; answers it as it is then, or undefined if there is none. */
	change(id: string, changes: Partial<Omit<Order, 'id'>>): Order | undefined {
		const position = this.positions.get(id);
		const order = this.get(id);
		if (position === undefined || !order) return undefined;
		const changed = { ...order, ...changes, id };
		this.orders[position] = changed;
		this.changes.note(id);
		return changed;
	}

	/** Up to `size` matching orders from `position` on, and where the next matching one is, if any. */
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
