import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../json';

/** Empty in the sense of a form: nothing was chosen or filled in. */
export function isUnset(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}

/** A text of nothing but white space. */
export function isBlank(value: unknown): boolean {
	return typeof value === 'string' && value.trim() === '';
}

/** A text, or a number that is certainly meant as one. */
export function toText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** A whole number, given as such or as its digits. */
export function toInteger(value: unknown): number | undefined {
	const number =
		typeof value === 'string' && /^\s*[+-]?\d+(\.0*)?\s*$/.test(value) ? Number(value) : value;
	return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** A number, given as such or as its digits with a decimal point. */
export function toNumber(value: unknown): number | undefined {
	const number =
		typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)
			? Number(value)
			: value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Texts, given as a list of them or as one text with commas in between. What is blank counts for nothing. */
export function toStrings(value: unknown): string[] | undefined {
	if (isUnset(value)) return [];
	const list: unknown[] = typeof value === 'string' ? value.split(',') : [value].flat();
	const texts = list.map((item) => toText(item)?.trim());
	return texts.every((text) => text !== undefined) ? texts.filter(Boolean) : undefined;
}

/** A JSON object, given as such or as its text. */
export function toJsonObject(value: unknown): IDataObject | undefined {
	if (typeof value === 'string') {
		try {
			const parsed: unknown = JSON.parse(value);
			return typeof parsed === 'string' ? undefined : toJsonObject(parsed);
		} catch {
			return undefined;
		}
	}
	return isRecord(value) ? value : undefined;
}

/** A yes or no, given as such or as its word. */
export function toBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
	if (word === 'true' || word === 1 || word === '1') return true;
	if (word === 'false' || word === 0 || word === '0') return false;
	return undefined;
}

const MAX_SHOWN_LENGTH = 60;

/** A value as it may stand in a message. */
export function shown(value: unknown): string {
	const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
	return text.length > MAX_SHOWN_LENGTH ? `${text.slice(0, MAX_SHOWN_LENGTH)}…` : text;
}
