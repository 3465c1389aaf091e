import type { ChargingKey } from '../api/chargingKeys';
import { escaped, fingerprint, joined, separated, unescaped } from './snapshotFormat';

/** Fields whose changes are reported, each with the length of its fingerprint. */
const COMPARED_FIELDS = [
	['enabled', 1],
	['fleetId', 4],
	['validTo', 4],
	['contractId', 4],
] as const;

const FINGERPRINT_LETTERS = 13;

/** Snapshot of a charging key: short fingerprints of its fields instead of a copy. */
export interface ChargingKeySnapshot {
	fingerprint: string;
	/** Found in the current listing. */
	seen: boolean;
	/** Not found in the last complete listing. */
	missed: boolean;
	/** Its expiry was reported, or was known at the first poll. */
	warned: boolean;
}

/** By key identifier. */
export type ChargingKeySnapshots = Map<string, ChargingKeySnapshot>;

function partOf(value: unknown, letters: number): string {
	// A boolean needs no hash; one letter of a hash would not be unique enough.
	return letters === 1 ? String(value ?? 'x').charAt(0) : fingerprint(value, letters);
}

export function fingerprintOf(key: ChargingKey): string {
	return COMPARED_FIELDS.map(([field, letters]) => partOf(key[field], letters)).join('');
}

/** Returns the fields in which two fingerprints differ. */
export function changedFields(before: string, after: string): string[] {
	let at = 0;
	return COMPARED_FIELDS.flatMap(([field, letters]) => {
		const [from, to] = [at, (at += letters)];
		return before.slice(from, to) === after.slice(from, to) ? [] : [field];
	});
}

const SEEN = 1;
const MISSED = 2;
const WARNED = 4;

/** Writes a digit, the fingerprint and the identifier: about 29 bytes for a 14-digit key. */
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
