import type { IDataObject } from 'n8n-workflow';

import { isRecord, parseJson } from '../json';

/** Returns whether nothing was selected or entered. */
export function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** Returns whether text contains only white space. */
export function isBlank(value: unknown): boolean {
	return typeof value === 'string' && value.trim() === '';
}

/** Converts to text: a whole number becomes its digits. */
export function toText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Converts to an integer; accepts text. */
export function toInteger(value: unknown): number | undefined {
	const number =
		typeof value === 'string' && /^\s*[+-]?\d+(\.0*)?\s*$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** Converts to a number; accepts text with a decimal point. */
export function toNumber(value: unknown): number | undefined {
	const number =
		typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)
			? Number(value)
			: value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Converts a list or comma-separated text to strings, without blank entries. */
export function toStrings(value: unknown): string[] | undefined {
	if (isUnset(value)) return [];
	const list: unknown[] = typeof value === 'string' ? value.split(',') : [value].flat();
	const texts = list.map((item) => toText(item)?.trim());
	return texts.every((text) => text !== undefined) ? texts.filter(Boolean) : undefined;
}

/** Converts to a JSON object; accepts JSON text. */
export function toJsonObject(value: unknown): IDataObject | undefined {
	const object = typeof value === 'string' ? parseJson(value) : value;
	return isRecord(object) ? object : undefined;
}

/** Converts to a boolean; accepts text, 1 and 0. */
export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === 'true' || word === 1 || word === '1') return true;
	if (word === 'false' || word === 0 || word === '0') return false;
	return undefined;
}

const MAX_SHOWN_LENGTH = 60;

/** Formats a value for a message, truncated. */
export function shown(value: unknown): string {
	const json = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
	// Text that contains quotes, such as JSON, is easier to read without backslashes before them.
	const text = typeof value === 'string' ? json.replaceAll('\\"', '"') : json;
	return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}
