import type { Order } from '../api/orders';
import { fingerprint } from './fingerprint';
import { escaped, joined, separated, unescaped } from './snapshotFormat';

const FINGERPRINT_LETTERS = 8;

/** What is remembered of an order: whether it changes shows in these letters. */
export interface OrderSnapshot {
	fingerprint: string;
	/** Milliseconds since 1970; NaN when the order does not say. */
	created: number;
}

export type OrderSnapshots = Map<string, OrderSnapshot>;

export function fingerprintOf({ status, updated }: Order): string {
	return fingerprint([status, updated ?? null], FINGERPRINT_LETTERS);
}

export function writeOrderRecords(records: OrderSnapshots): string {
	const texts: string[] = [];
	for (const [id, { fingerprint, created }] of records) {
		const time = Number.isNaN(created) ? '' : created.toString(36);
		texts.push(`${fingerprint}${time},${escaped(id)}`);
	}
	return joined(texts);
}

export function readOrderRecords(text: string): OrderSnapshots {
	const records: OrderSnapshots = new Map();
	for (const record of separated(text)) {
		const comma = record.indexOf(',');
		records.set(unescaped(record.slice(comma + 1)), {
			fingerprint: record.slice(0, FINGERPRINT_LETTERS),
			created: Number.parseInt(record.slice(FINGERPRINT_LETTERS, comma), 36),
		});
	}
	return records;
}
