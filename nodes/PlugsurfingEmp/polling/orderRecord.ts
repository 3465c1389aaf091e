import type { Order } from '../emp/orders';
import { digest } from './digest';
import { escaped, joined, separated, unescaped } from './records';

const FINGERPRINT_LETTERS = 8;

/** What is remembered of an order: whether it changes shows in these letters. */
export interface OrderRecord {
	fingerprint: string;
	/** Milliseconds since 1970; NaN when the order does not say. */
	created: number;
}

export type OrderRecords = Map<string, OrderRecord>;

export function fingerprintOf({ status, updated }: Order): string {
	return digest([status, updated ?? null], FINGERPRINT_LETTERS);
}

export function writeOrderRecords(records: OrderRecords): string {
	const texts: string[] = [];
	for (const [id, { fingerprint, created }] of records) {
		const time = Number.isNaN(created) ? '' : created.toString(36);
		texts.push(`${fingerprint}${time},${escaped(id)}`);
	}
	return joined(texts);
}

export function readOrderRecords(text: string): OrderRecords {
	const records: OrderRecords = new Map();
	for (const record of separated(text)) {
		const comma = record.indexOf(',');
		records.set(unescaped(record.slice(comma + 1)), {
			fingerprint: record.slice(0, FINGERPRINT_LETTERS),
			created: Number.parseInt(record.slice(FINGERPRINT_LETTERS, comma), 36),
		});
	}
	return records;
}
