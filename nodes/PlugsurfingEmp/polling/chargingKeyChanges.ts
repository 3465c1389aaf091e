import type { IDataObject } from 'n8n-workflow';

import { chargingKeys } from '../api/chargingKeys';
import { paginate } from '../api/pagination';
import type { ApiClient } from '../api/client';
import { isRecord } from '../json';
import { readKeyRecords, writeKeyRecords, type ChargingKeySnapshots } from './chargingKeySnapshot';
import { ChargingKeyScan, type ChargingKeyWatch, type KnownKeys } from './chargingKeyScan';
import { resumable } from './resumableList';
import type { TimeBudget } from './timeBudget';

/** What is remembered of the charging keys from poll to poll. */
export interface KeyMemory {
	records: ChargingKeySnapshots;
	known: KnownKeys;
	/** Where the list is to be read on when it was not read to its end, and whether for expiry too. */
	reading?: { cursor: string; expiry: boolean };
}

export function readKeyMemory(stored: unknown): KeyMemory {
	if (!isRecord(stored) || typeof stored.records !== 'string') {
		return { records: new Map(), known: { keys: false, expiry: false } };
	}
	const { records, keys, expiry, cursor, readingExpiry } = stored;
	return {
		records: readKeyRecords(records),
		known: { keys: keys === true, expiry: expiry === true },
		reading: typeof cursor === 'string' ? { cursor, expiry: readingExpiry === true } : undefined,
	};
}

export function writeKeyMemory({ records, known, reading }: KeyMemory): IDataObject {
	return {
		records: writeKeyRecords(records),
		...known,
		...(reading && { cursor: reading.cursor, readingExpiry: reading.expiry }),
	};
}

function unseen(records: ChargingKeySnapshots): void {
	for (const record of records.values()) record.seen = false;
}

/**
 * Reads all charging keys, or as many as there is time for, and compares them with the memory, which
 * is brought up to date. The next poll goes on where this one stops.
 *
 * @returns the changes, in the order of the list.
 */
export async function keyChanges(
	client: ApiClient,
	memory: KeyMemory,
	watch: ChargingKeyWatch,
	time: TimeBudget,
): Promise<IDataObject[]> {
	const { records } = memory;
	const expiry = watch.events.has('chargingKeyExpiring');
	// Keys that expire were not looked out for while the first part was read: begin anew.
	if (expiry && memory.reading && !memory.reading.expiry) {
		memory.reading = undefined;
		unseen(records);
	}
	let changes: IDataObject[] = [];
	for (;;) {
		const from = memory.reading?.cursor;
		const scan = new ChargingKeyScan(records, watch, memory.known, time.began);
		const list = resumable(chargingKeys(client), from, () => unseen(records));
		for await (const { rows, cursor } of paginate(list, { from })) {
			for (const key of rows) scan.visit(key);
			memory.reading = cursor === undefined ? undefined : { cursor, expiry };
			if (cursor !== undefined && !time.left()) return changes.concat(scan.changes);
		}
		const missing = scan.finish();
		memory.known = { keys: true, expiry };
		changes = changes.concat(scan.changes);
		const sure = missing === 0 || !watch.events.has('chargingKeyRemoved');
		if (sure || !time.left()) return changes;
	}
}
