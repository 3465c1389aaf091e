import type { Order } from '../api/orders';
import { escaped, fingerprint, joined, separated, unescaped } from './snapshotFormat';

const FINGERPRINT_LETTERS = 8;

/** Snapshot of an order. */
export interface OrderSnapshot {
	/** Changes with the status or the time of the last update. */
	fingerprint: string;
	/** Milliseconds since 1970; NaN if the order has no such time. */
	created: number;
}

/** By order id. */
export type OrderSnapshots = Map<string, OrderSnapshot>;

export function fingerprintOf({ status, updated }: Order): string {
	return fingerprint([status, updated ?? null], FINGERPRINT_LETTERS);
}

export function writeSnapshots(snapshots: OrderSnapshots): string {
	const texts: string[] = [];
	for (const [id, { fingerprint: hash, created }] of snapshots) {
		const time = Number.isNaN(created) ? '' : created.toString(36);
		texts.push(`${hash}${time},${escaped(id)}`);
	}
	return joined(texts);
}

export function readSnapshots(text: string): OrderSnapshots {
	const snapshots: OrderSnapshots = new Map();
	for (const record of separated(text)) {
		const comma = record.indexOf(',');
		snapshots.set(unescaped(record.slice(comma + 1)), {
			fingerprint: record.slice(0, FINGERPRINT_LETTERS),
			created: Number.parseInt(record.slice(FINGERPRINT_LETTERS, comma), 36),
		});
	}
	return snapshots;
}
