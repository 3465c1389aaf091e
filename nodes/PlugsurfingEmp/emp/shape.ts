import type { IDataObject } from 'n8n-workflow';

/** A JSON object, as opposed to a list, a text or nothing. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
