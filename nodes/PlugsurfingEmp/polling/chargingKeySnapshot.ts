import type { ChargingKey } from '../api/chargingKeys';
import { escaped, fingerprint, joined, separated, unescaped } from './snapshotFormat';

/** The fields whose change is reported, and the letters of each one's fingerprint. */
const WATCHED = [
	['enabled', 1],
	['fleetId', 4],
	['validTo', 4],
	['contractId', 4],
] as const;

const FINGERPRINT_LETTERS = 13;

/** What is remembered of a charging key: some letters per field, no copy. */
export interface ChargingKeySnapshot {
	fingerprint: string;
	/** Found in the reading under way. */
	seen: boolean;
	/** Not found in the last complete reading. */
	missed: boolean;
	/** Its expiry was reported, or was known from the start. */
	warned: boolean;
}

/** By key identifier. */
export type ChargingKeySnapshots = Map<string, ChargingKeySnapshot>;

function partOf(value: unknown, letters: number): string {
	// One letter of a hash would not be enough; a boolean needs no hash.
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
export function writeSnapshots(snapshots: ChargingKeySnapshots): string {
	const texts: string[] = [];
	for (const [id, { fingerprint: hashes, seen, missed, warned }] of snapshots) {
		const flags = (seen ? SEEN : 0) + (missed ? MISSED : 0) + (warned ? WARNED : 0);
		texts.push(`${flags}${hashes}${escaped(id)}`);
	}
	return joined(texts);
}

export function readSnapshots(text: string): ChargingKeySnapshots {
	const snapshots: ChargingKeySnapshots = new Map();
	for (const record of separated(text)) {
		const flags = Number(record.charAt(0));
		snapshots.set(unescaped(record.slice(1 + FINGERPRINT_LETTERS)), {
			fingerprint: record.slice(1, 1 + FINGERPRINT_LETTERS),
			seen: (flags & SEEN) !== 0,
			missed: (flags & MISSED) !== 0,
			warned: (flags & WARNED) !== 0,
		});
	}
	return snapshots;
}
