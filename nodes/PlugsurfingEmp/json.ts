import type { IDataObject } from 'n8n-workflow';

/** A JSON object, as opposed to a list, a text or nothing. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; none where an answer has no such list. */
export function recordsIn<Row>(list: Row[] | undefined): Row[] {
	return Array.isArray(list) ? list.filter((row) => isRecord(row)) : [];
}
