import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object, as opposed to a list, a primitive or null. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; empty if the API sent something other than a list. */
export function recordsIn<Row>(list: Row[] | undefined): Row[] {
	return Array.isArray(list) ? list.filter((row) => isRecord(row)) : [];
}

/** Parses JSON; undefined if it is invalid. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
