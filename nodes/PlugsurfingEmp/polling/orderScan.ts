import type { IDataObject } from 'n8n-workflow';

import type { Order } from '../api/orders';
import { fingerprintOf, type OrderSnapshots } from './orderSnapshot';
import { changeItem, type OrderEvent, type PollEvent } from './eventTypes';

/** What is looked out for among the orders. */
export interface OrderWatch {
	events: ReadonlySet<PollEvent>;
	/** Whether what is there at first counts as new. */
	emitExisting: boolean;
}

interface Told {
	json: IDataObject;
	/** When it happened, milliseconds since 1970. */
	at: number;
}

/** Compares each order with what is remembered of it. */
export class OrderScan {
	private readonly told: Told[] = [];

	/**
	 * @param complete whether the orders were read to the end before
	 * @param since orders created later than this were read, milliseconds since 1970
	 */
	constructor(
		private readonly records: OrderSnapshots,
		private readonly watch: OrderWatch,
		private readonly complete: boolean,
		private readonly since: number,
	) {}

	visit(order: Order): void {
		const before = this.records.get(order.id);
		const fingerprint = fingerprintOf(order);
		const created = Date.parse(order.created ?? '');

		if (!before) {
			// Ids decide; but of what was created before the time that was looked at, none is remembered.
			const isNew = this.complete ? !(created <= this.since) : this.watch.emitExisting;
			if (isNew) this.tell('orderCreated', order, created);
		} else if (before.fingerprint !== fingerprint) {
			this.tell('orderUpdated', order, Date.parse(order.updated ?? ''));
		}
		this.records.set(order.id, { fingerprint, created });
	}

	/** The changes, oldest first; those without a time last. */
	get changes(): IDataObject[] {
		return this.told.sort((a, b) => timeOf(a) - timeOf(b)).map(({ json }) => json);
	}

	private tell(event: OrderEvent, order: Order, at: number): void {
		if (this.watch.events.has(event)) this.told.push({ json: changeItem(event, order), at });
	}
}

function timeOf({ at }: Told): number {
	return Number.isNaN(at) ? Number.MAX_SAFE_INTEGER : at;
}
