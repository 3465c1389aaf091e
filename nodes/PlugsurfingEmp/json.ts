import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object, not a list, a string or null. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list, or none if the API sent no list. */
export function recordsIn<Row>(list: Row[] | undefined): Row[] {
	return Array.isArray(list) ? list.filter((row) => isRecord(row)) : [];
}

/** The value of a JSON text, or undefined if it does not parse. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
