import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { orders, type Order } from '../api/orders';
import { isRecord } from '../json';
import { changeItem, type OrderEvent } from './eventTypes';
import type { PollOptions } from './options';
import { fingerprintOf, readSnapshots, writeSnapshots, type OrderSnapshots } from './orderSnapshot';
import { resume } from './resumableList';
import type { TimeBudget } from './timeBudget';

/**
 * New orders are listed from this long before the newest one known, in milliseconds: an order may
 * become visible later than its time of creation says.
 */
const OVERLAP_MS = 24 * 60 * 60_000;

/** Earlier than any order. */
const EVER = -Infinity;

/** What is remembered of the orders from poll to poll. Times are milliseconds since 1970. */
export interface OrderMemory {
	snapshots: OrderSnapshots;
	/** Whether a reading reached the end of the list. */
	complete: boolean;
	/** All orders created later are remembered. */
	since: number;
	/** Where to read on when the last poll ran out of time, and from when on that list is. */
	reading?: { cursor: string; from: number };
}

function timeOf(stored: unknown): number {
	return typeof stored === 'number' ? stored : EVER;
}

/** Reads what `writeOrderMemory` wrote, in this version or in 1.0.0. */
export function readOrderMemory(stored: unknown): OrderMemory {
	if (!isRecord(stored) || typeof stored.records !== 'string') {
		return { snapshots: new Map(), complete: false, since: EVER };
	}
	const { records, complete, since, cursor, from } = stored;
	return {
		snapshots: readSnapshots(records),
		complete: complete === true,
		since: timeOf(since),
		reading: typeof cursor === 'string' ? { cursor, from: timeOf(from) } : undefined,
	};
}

export function writeOrderMemory(memory: OrderMemory): IDataObject {
	const { snapshots, complete, since, reading } = memory;
	return {
		records: writeSnapshots(snapshots),
		complete,
		// JSON has no infinity: absent means ever.
		...(since !== EVER && { since }),
		...(reading && { cursor: reading.cursor }),
		...(reading && reading.from !== EVER && { from: reading.from }),
	};
}

interface Change {
	json: IDataObject;
	/** Milliseconds since 1970; NaN when the order does not say. */
	at: number;
}

function byTime(a: Change, b: Change): number {
	const [first, second] = [a.at, b.at].map((at) => (Number.isNaN(at) ? Number.MAX_VALUE : at));
	return (first ?? 0) - (second ?? 0);
}

/** Compares the orders of one poll with their snapshots, which are brought up to date. */
class OrderComparison {
	private readonly found: Change[] = [];
	private readonly visited = new Set<string>();

	constructor(
		private readonly memory: OrderMemory,
		private readonly options: PollOptions,
	) {}

	visit(order: Order): void {
		// Listed twice: the first row counts. If they differ, both would be updates in every poll.
		if (this.visited.has(order.id)) return;
		this.visited.add(order.id);
		const { snapshots, complete, since } = this.memory;
		const before = snapshots.get(order.id);
		const fingerprint = fingerprintOf(order);
		const created = Date.parse(order.created ?? '');

		if (!before) {
			// Ids decide; but orders created before `since` are not remembered.
			const isNew = complete ? !(created <= since) : this.options.emitExisting;
			if (isNew) this.add('orderCreated', order, created);
		} else if (before.fingerprint !== fingerprint) {
			this.add('orderUpdated', order, Date.parse(order.updated ?? ''));
		}
		snapshots.set(order.id, { fingerprint, created });
	}

	/** The changes, oldest first; those without a time last. */
	get changes(): IDataObject[] {
		return this.found.sort(byTime).map(({ json }) => json);
	}

	private add(event: OrderEvent, order: Order, at: number): void {
		if (this.options.events.has(event)) this.found.push({ json: changeItem(event, order), at });
	}
}

/** From when on new orders are listed. An order dated in the future must not hide those of today. */
function startOfNew(snapshots: OrderSnapshots, now: number): number {
	let newest = EVER;
	for (const { created } of snapshots.values()) if (created > newest) newest = created;
	return Math.min(newest, now) - OVERLAP_MS;
}

/**
 * Reads the orders that may have changed, or as many as time allows, and compares them with the
 * memory, which is brought up to date. The next poll continues where this one stops.
 *
 * @returns the changes, oldest first.
 * @throws ApiError of a page that fails.
 */
export async function findOrderChanges(
	client: ApiClient,
	memory: OrderMemory,
	options: PollOptions,
	time: TimeBudget,
	failedCursors: Set<string>,
): Promise<IDataObject[]> {
	const { snapshots } = memory;
	// Any order may be updated, so updates need the whole list.
	const readsAll = options.events.has('orderUpdated') || !memory.complete;
	const start = readsAll ? EVER : startOfNew(snapshots, time.began);
	// 1.0.0 took an order's date for it, even one in the future.
	if (memory.since > time.began) memory.since = startOfNew(snapshots, time.began);

	const { reading } = memory;
	// A list of new orders does not do when updates are looked for.
	const canResume =
		reading !== undefined && reading.from <= start && !failedCursors.has(reading.cursor);
	const from = canResume ? reading.from : start;
	const fromDate = from === EVER ? undefined : new Date(from).toISOString();

	const comparison = new OrderComparison(memory, options);
	const pages = resume(orders(client, { fromDate }), {
		from: canResume ? reading.cursor : undefined,
		onRestart: () => undefined,
		failedCursors,
	});
	for await (const { rows, cursor } of pages) {
		for (const order of rows) comparison.visit(order);
		memory.reading = cursor === undefined ? undefined : { cursor, from };
		if (cursor !== undefined && !time.left()) return comparison.changes;
	}
	memory.complete = true;
	memory.since = options.events.has('orderUpdated')
		? EVER
		: Math.max(memory.since, startOfNew(snapshots, time.began));
	for (const [id, { created }] of snapshots) if (created <= memory.since) snapshots.delete(id);
	return comparison.changes;
}
