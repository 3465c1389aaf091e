import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { orders, type Order } from '../api/orders';
import { toMillis } from '../api/times';
import { isRecord } from '../json';
import { changeItem, type OrderEvent } from './eventTypes';
import type { PollOptions } from './options';
import { fingerprintOf, readSnapshots, writeSnapshots, type OrderSnapshots } from './orderSnapshot';
import { resume } from './resumableList';
import type { TimeBudget } from './timeBudget';

/**
 * How long before the newest known order to start listing, in milliseconds: an order may become visible
 * some time after its creation time.
 */
const OVERLAP_MS = 24 * 60 * 60_000;

/** Earlier than any order. */
const EVER = -Infinity;

/** State of the orders, kept from poll to poll. Times are milliseconds since 1970. */
export interface OrderState {
	snapshots: OrderSnapshots;
	/** Whether a listing has reached the end of the list. */
	complete: boolean;
	/** All orders created later have a snapshot. */
	since: number;
	/** Where to continue if the last poll ran out of time, and the start time of that listing. */
	reading?: { cursor: string; from: number };
}

function timeOf(stored: unknown): number {
	return typeof stored === 'number' ? stored : EVER;
}

/** Reads what `writeOrderState` wrote, in this version or in 1.0.0. */
export function readOrderState(stored: unknown): OrderState {
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

export function writeOrderState(state: OrderState): IDataObject {
	const { snapshots, complete, since, reading } = state;
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
	/** Milliseconds since 1970; NaN if the order has no such time. */
	at: number;
}

function byTime(a: Change, b: Change): number {
	const [first, second] = [a.at, b.at].map((at) => (Number.isNaN(at) ? Number.MAX_VALUE : at));
	return (first ?? 0) - (second ?? 0);
}

/** Compares the orders of one poll with their snapshots, and updates these. */
class OrderComparison {
	private readonly found: Change[] = [];
	private readonly visited = new Set<string>();

	constructor(
		private readonly state: OrderState,
		private readonly options: PollOptions,
	) {}

	visit(order: Order): void {
		// If an order is listed twice, the first row counts. Otherwise differing rows would be updates in every poll.
		if (this.visited.has(order.id)) return;
		this.visited.add(order.id);
		const { snapshots, complete, since } = this.state;
		const before = snapshots.get(order.id);
		const fingerprint = fingerprintOf(order);
		const created = toMillis(order.created);

		if (!before) {
			// IDs decide, but orders created before `since` have no snapshot.
			const isNew = complete ? !(created <= since) : this.options.emitExisting;
			if (isNew) this.add('orderCreated', order, created);
		} else if (before.fingerprint !== fingerprint) {
			this.add('orderUpdated', order, toMillis(order.updated));
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

/** Returns the start time for listing new orders. An order dated in the future must not hide current ones. */
function startOfNew(snapshots: OrderSnapshots, now: number): number {
	let newest = EVER;
	for (const { created } of snapshots.values()) if (created > newest) newest = created;
	return Math.min(newest, now) - OVERLAP_MS;
}

/**
 * Lists the orders that may have changed, as many as time allows, compares them with the saved state, and
 * updates it. The next poll continues where this one stops.
 *
 * @returns the changes, oldest first.
 * @throws ApiError if a page fails.
 */
export async function findOrderChanges(
	client: ApiClient,
	state: OrderState,
	options: PollOptions,
	time: TimeBudget,
	failedCursors: Set<string>,
): Promise<IDataObject[]> {
	const { snapshots } = state;
	// Any order may be updated, so updates need the whole list.
	const readsAll = options.events.has('orderUpdated') || !state.complete;
	const start = readsAll ? EVER : startOfNew(snapshots, time.began);
	// Version 1.0.0 stored the date of the newest order, even one in the future.
	if (state.since > time.began) state.since = startOfNew(snapshots, time.began);

	const { reading } = state;
	// A listing of new orders only is not enough to find updates.
	const canResume =
		reading !== undefined && reading.from <= start && !failedCursors.has(reading.cursor);
	const from = canResume ? reading.from : start;
	const fromDate = from === EVER ? undefined : new Date(from).toISOString();

	const comparison = new OrderComparison(state, options);
	const pages = resume(orders(client, { fromDate }), {
		from: canResume ? reading.cursor : undefined,
		onRestart: () => undefined,
		failedCursors,
	});
	for await (const { rows, cursor } of pages) {
		for (const order of rows) comparison.visit(order);
		state.reading = cursor === undefined ? undefined : { cursor, from };
		if (cursor !== undefined && !time.left()) return comparison.changes;
	}
	state.complete = true;
	state.since = options.events.has('orderUpdated')
		? EVER
		: Math.max(state.since, startOfNew(snapshots, time.began));
	for (const [id, { created }] of snapshots) if (created <= state.since) snapshots.delete(id);
	return comparison.changes;
}
