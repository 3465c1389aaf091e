import type { IDataObject } from 'n8n-workflow';

import type { ChargingKey } from '../api/chargingKeys';
import {
	changedFields,
	fingerprintOf,
	type ChargingKeySnapshot,
	type ChargingKeySnapshots,
} from './chargingKeySnapshot';
import { changeItem, type KeyEvent, type PollEvent } from './eventTypes';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is looked out for among the charging keys. */
export interface ChargingKeyWatch {
	events: ReadonlySet<PollEvent>;
	/** How long before its end a key expires soon, in days. */
	daysBeforeExpiry: number;
	/** Whether what is there at first counts as new. */
	emitExisting: boolean;
}

/** What was looked out for before. */
export interface KnownKeys {
	/** The list was read to its end once. */
	keys: boolean;
	/** It was, while keys that expire were looked out for. */
	expiry: boolean;
}

/** Compares each key with what is remembered of it. A key that is met twice is compared with itself. */
export class ChargingKeyScan {
	readonly changes: IDataObject[] = [];

	constructor(
		private readonly records: ChargingKeySnapshots,
		private readonly watch: ChargingKeyWatch,
		private readonly known: KnownKeys,
		private readonly now: number,
	) {}

	visit(key: ChargingKey): void {
		const id = key.keyIdentifier;
		const before = this.records.get(id);
		const fingerprint = fingerprintOf(key);
		const changed = before ? changedFields(before.fingerprint, fingerprint) : [];

		if (!before) {
			if (this.known.keys || this.watch.emitExisting) this.tell('chargingKeyAdded', key);
		} else if (changed.length > 0) {
			this.tell('chargingKeyChanged', key, { changedFields: changed });
		}
		const warned = this.warn(key, before, changed.includes('validTo'));
		this.records.set(id, { fingerprint, seen: true, missed: false, warned });
	}

	/**
	 * The list was read to its end. A key is taken for removed when it was missing twice in a row:
	 * while a list is read page by page, changes to it can make a row slip through.
	 *
	 * @returns how many are missing for the first time.
	 */
	finish(): number {
		let missing = 0;
		for (const [id, record] of this.records) {
			if (record.seen) {
				record.seen = false;
			} else if (record.missed) {
				this.records.delete(id);
				this.tell('chargingKeyRemoved', { keyIdentifier: id });
			} else {
				record.missed = true;
				missing += 1;
			}
		}
		return missing;
	}

	/** Tells once of each end of validity that it comes soon. */
	private warn(
		key: ChargingKey,
		before: ChargingKeySnapshot | undefined,
		isMoved: boolean,
	): boolean {
		if (!this.watch.events.has('chargingKeyExpiring')) return before?.warned ?? false;
		const left = Date.parse(key.validTo) - this.now;
		if (!(left <= this.watch.daysBeforeExpiry * DAY_MS)) return false;
		if (before?.warned && !isMoved) return true;

		const isNew = this.known.expiry && this.known.keys;
		// An end that passed while nobody looked is told of late; one that had passed at first sight never.
		const worthTelling = left > 0 || (isNew && before !== undefined);
		if (worthTelling && (isNew || this.watch.emitExisting)) this.tell('chargingKeyExpiring', key);
		return true;
	}

	private tell(event: KeyEvent, row: IDataObject, more?: IDataObject): void {
		if (this.watch.events.has(event)) this.changes.push(changeItem(event, row, more));
	}
}
