import type { IDataObject } from 'n8n-workflow';

import { orders } from '../api/orders';
import { paginate } from '../api/pagination';
import type { ApiClient } from '../api/client';
import { isRecord } from '../json';
import { readOrderRecords, writeOrderRecords, type OrderSnapshots } from './orderSnapshot';
import { OrderScan, type OrderWatch } from './orderScan';
import { resumable } from './resumableList';
import type { TimeBudget } from './timeBudget';

/**
 * Orders are asked for from so long before the newest one known on, in milliseconds: one may become
 * visible later than its time of creation says. The newest one's clock counts, not this machine's.
 */
const OVERLAP_MS = 24 * 60 * 60_000;

/** Every order there is was created later. */
const EVER = -Infinity;

/** What is remembered of the orders from poll to poll. Moments are milliseconds since 1970. */
export interface OrderMemory {
	records: OrderSnapshots;
	/** The orders were read to the end once. */
	complete: boolean;
	/** All orders that were created later are remembered. */
	since: number;
	/** Where the list is to be read on when it was not read to its end, and since when it lists. */
	reading?: { cursor: string; from: number };
}

function momentOf(stored: unknown): number {
	return typeof stored === 'number' ? stored : EVER;
}

export function readOrderMemory(stored: unknown): OrderMemory {
	if (!isRecord(stored) || typeof stored.records !== 'string') {
		return { records: new Map(), complete: false, since: EVER };
	}
	const { records, complete, since, cursor, from } = stored;
	return {
		records: readOrderRecords(records),
		complete: complete === true,
		since: momentOf(since),
		reading: typeof cursor === 'string' ? { cursor, from: momentOf(from) } : undefined,
	};
}

export function writeOrderMemory({ records, complete, since, reading }: OrderMemory): IDataObject {
	return {
		records: writeOrderRecords(records),
		complete,
		// JSON has no infinity: what is not there means ever.
		...(since === EVER ? {} : { since }),
		...(reading && { cursor: reading.cursor }),
		...(reading && reading.from !== EVER && { from: reading.from }),
	};
}

function newestOf(records: OrderSnapshots): number {
	let newest = EVER;
	for (const { created } of records.values()) if (created > newest) newest = created;
	return newest;
}

/** From when on orders have to be listed: any of them may be updated, but new ones are new. */
function startOf({ records, complete }: OrderMemory, watch: OrderWatch): number {
	return watch.events.has('orderUpdated') || !complete ? EVER : newestOf(records) - OVERLAP_MS;
}

/**
 * Reads the orders that may have changed, or as many as there is time for, and compares them with the
 * memory, which is brought up to date. The next poll goes on where this one stops.
 *
 * @returns the changes, oldest first.
 */
export async function orderChanges(
	client: ApiClient,
	memory: OrderMemory,
	watch: OrderWatch,
	time: TimeBudget,
): Promise<IDataObject[]> {
	const start = startOf(memory, watch);
	// A list that was begun for new orders only does not do when updates are looked out for.
	const reading = memory.reading && memory.reading.from <= start ? memory.reading : undefined;
	const from = reading?.from ?? start;
	const fromDate = from === EVER ? undefined : new Date(from).toISOString();

	const { records } = memory;
	const scan = new OrderScan(records, watch, memory.complete, memory.since);
	const list = resumable(orders(client, { fromDate }), reading?.cursor, () => undefined);
	for await (const { rows, cursor } of paginate(list, { from: reading?.cursor })) {
		for (const order of rows) scan.visit(order);
		memory.reading = cursor === undefined ? undefined : { cursor, from };
		if (cursor !== undefined && !time.left()) return scan.changes;
	}
	memory.complete = true;
	memory.since = watch.events.has('orderUpdated') ? EVER : startOf(memory, watch);
	for (const [id, { created }] of records) if (created <= memory.since) records.delete(id);
	return scan.changes;
}
