import type { ChargingKey } from '../api/chargingKeys';
import { fingerprint } from './fingerprint';
import { escaped, joined, separated, unescaped } from './snapshotFormat';

/** The fields whose change is worth telling, and how many letters of each are remembered. */
const WATCHED = [
	['enabled', 1],
	['fleetId', 4],
	['validTo', 4],
	['contractId', 4],
] as const;

const FINGERPRINT_LETTERS = 13;

/** What is remembered of a charging key: some letters of each field that may change, no copy. */
export interface ChargingKeySnapshot {
	fingerprint: string;
	/** Was met since the list was begun. */
	seen: boolean;
	/** Was not met when the list was last read to its end. */
	missed: boolean;
	/** It was told that it expires, or it was known to from the start. */
	warned: boolean;
}

export type ChargingKeySnapshots = Map<string, ChargingKeySnapshot>;

function partOf(value: unknown, letters: number): string {
	// One letter of a digest would not do; a yes or no needs no digest.
	return letters === 1 ? String(value ?? 'x').charAt(0) : fingerprint(value, letters);
}

export function fingerprintOf(key: ChargingKey): string {
	return WATCHED.map(([field, letters]) => partOf(key[field], letters)).join('');
}

/** The fields in which two fingerprints differ. */
export function changedFields(before: string, after: string): string[] {
	let at = 0;
	return WATCHED.flatMap(([field, letters]) => {
		const [from, to] = [at, (at += letters)];
		return before.slice(from, to) === after.slice(from, to) ? [] : [field];
	});
}

const SEEN = 1;
const MISSED = 2;
const WARNED = 4;

/** One digit, the fingerprint, the identifier: about 29 bytes for a key of 14 digits. */
export function writeKeyRecords(records: ChargingKeySnapshots): string {
	const texts: string[] = [];
	for (const [id, { fingerprint, seen, missed, warned }] of records) {
		const marks = (seen ? SEEN : 0) + (missed ? MISSED : 0) + (warned ? WARNED : 0);
		texts.push(`${marks}${fingerprint}${escaped(id)}`);
	}
	return joined(texts);
}

export function readKeyRecords(text: string): ChargingKeySnapshots {
	const records: ChargingKeySnapshots = new Map();
	for (const record of separated(text)) {
		const marks = Number(record.charAt(0));
		records.set(unescaped(record.slice(1 + FINGERPRINT_LETTERS)), {
			fingerprint: record.slice(1, 1 + FINGERPRINT_LETTERS),
			seen: (marks & SEEN) !== 0,
			missed: (marks & MISSED) !== 0,
			warned: (marks & WARNED) !== 0,
		});
	}
	return records;
}
