import type { IDataObject } from 'n8n-workflow';

import { chargingKeys, type ChargingKey } from '../api/chargingKeys';
import type { ApiClient } from '../api/client';
import { toMillis } from '../api/times';
import { isRecord } from '../json';
import {
	changedFields,
	fingerprintOf,
	readSnapshots,
	writeSnapshots,
	type ChargingKeySnapshot,
	type ChargingKeySnapshots,
} from './chargingKeySnapshot';
import { changeItem, type KeyEvent } from './eventTypes';
import type { PollOptions } from './options';
import { resume } from './resumableList';
import type { TimeBudget } from './timeBudget';

const DAY_MS = 24 * 60 * 60 * 1000;

/** State of the charging keys, kept from poll to poll. */
export interface KeyState {
	snapshots: ChargingKeySnapshots;
	known: KnownKeys;
	/** Where to continue if the last poll ran out of time, and whether it checked expiry. */
	reading?: { cursor: string; expiry: boolean };
}

/** Which kinds of listing have reached the end of the list. */
interface KnownKeys {
	/** Any. */
	keys: boolean;
	/** One that checked for expiring keys. Implies `keys`. */
	expiry: boolean;
}

/** Reads what `writeKeyState` wrote, in this version or in 1.0.0. */
export function readKeyState(stored: unknown): KeyState {
	if (!isRecord(stored) || typeof stored.records !== 'string') {
		return { snapshots: new Map(), known: { keys: false, expiry: false } };
	}
	const { records, keys, expiry, cursor, readingExpiry } = stored;
	return {
		snapshots: readSnapshots(records),
		known: { keys: keys === true, expiry: expiry === true },
		reading: typeof cursor === 'string' ? { cursor, expiry: readingExpiry === true } : undefined,
	};
}

export function writeKeyState({ snapshots, known, reading }: KeyState): IDataObject {
	return {
		records: writeSnapshots(snapshots),
		...known,
		...(reading && { cursor: reading.cursor, readingExpiry: reading.expiry }),
	};
}

/** Compares the keys of one poll with their snapshots, and updates these. */
class KeyComparison {
	readonly changes: IDataObject[] = [];

	constructor(
		private readonly snapshots: ChargingKeySnapshots,
		private readonly options: PollOptions,
		private readonly known: KnownKeys,
		private readonly now: number,
	) {}

	visit(key: ChargingKey): void {
		const id = key.keyIdentifier;
		const before = this.snapshots.get(id);
		// If a key is listed twice, the first row counts. Otherwise differing rows would be changes in every poll.
		if (before?.seen) return;
		const fingerprint = fingerprintOf(key);
		const changed = before ? changedFields(before.fingerprint, fingerprint) : [];

		if (!before) {
			if (this.known.keys || this.options.emitExisting) this.add('chargingKeyAdded', key);
		} else if (changed.length > 0) {
			this.add('chargingKeyChanged', key, { changedFields: changed });
		}
		const warned = this.warn(key, before, changed.includes('validTo'));
		this.snapshots.set(id, { fingerprint, seen: true, missed: false, warned });
	}

	/**
	 * Ends a complete listing. A key counts as removed if two consecutive listings lack it: a list that
	 * changes while it is read can skip a row, and an empty list may be an outage.
	 */
	finish(): void {
		for (const [id, snapshot] of this.snapshots) {
			if (snapshot.seen) {
				snapshot.seen = false;
			} else if (snapshot.missed) {
				this.snapshots.delete(id);
				this.add('chargingKeyRemoved', { keyIdentifier: id });
			} else {
				snapshot.missed = true;
			}
		}
	}

	/** Reports each expiry date once. Returns whether the current one needs no further report. */
	private warn(
		key: ChargingKey,
		before: ChargingKeySnapshot | undefined,
		hasMoved: boolean,
	): boolean {
		if (!this.options.events.has('chargingKeyExpiring')) return before?.warned ?? false;
		const left = toMillis(key.validTo) - this.now;
		if (!(left <= this.options.daysBeforeExpiry * DAY_MS)) return false;
		if (before?.warned && !hasMoved) return true;

		const isNew = this.known.expiry;
		// A key that expired between two polls is reported late; one that expired earlier is not reported.
		const isWorthReporting = left > 0 || (isNew && before !== undefined);
		if (isWorthReporting && (isNew || this.options.emitExisting)) {
			this.add('chargingKeyExpiring', key);
		}
		return true;
	}

	private add(event: KeyEvent, row: IDataObject, more?: IDataObject): void {
		if (this.options.events.has(event)) this.changes.push(changeItem(event, row, more));
	}
}

/**
 * Lists the charging keys, as many as time allows, compares them with the saved state, and updates it. The
 * next poll continues where this one stops.
 *
 * @returns the changes, in list order.
 * @throws ApiError if a page fails.
 */
export async function findKeyChanges(
	client: ApiClient,
	state: KeyState,
	options: PollOptions,
	time: TimeBudget,
	failedCursors: Set<string>,
): Promise<IDataObject[]> {
	const { snapshots, known } = state;
	const expiry = options.events.has('chargingKeyExpiring');
	const startOver = () => {
		for (const snapshot of snapshots.values()) snapshot.seen = false;
	};
	const { reading } = state;
	// The pages already read were not checked for expiry.
	const isIncomplete = expiry && reading?.expiry === false;
	if (reading && (isIncomplete || failedCursors.has(reading.cursor))) {
		state.reading = undefined;
		startOver();
	}

	const comparison = new KeyComparison(snapshots, options, known, time.began);
	const pages = resume(chargingKeys(client), {
		from: state.reading?.cursor,
		onRestart: startOver,
		failedCursors,
	});
	for await (const { rows, cursor } of pages) {
		for (const key of rows) comparison.visit(key);
		state.reading = cursor === undefined ? undefined : { cursor, expiry };
		if (cursor !== undefined && !time.left()) return comparison.changes;
	}
	comparison.finish();
	state.known = { keys: true, expiry };
	return comparison.changes;
}
