import type { IDataObject } from 'n8n-workflow';

/** Returns whether a value is a JSON object, as opposed to a list, a primitive or null. */
export function isRecord(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the objects in a list; empty if the API sent something other than a list. */
export function recordsIn<Row>(list: Row[] | undefined): Row[] {
	return Array.isArray(list) ? list.filter((row) => isRecord(row)) : [];
}

/** A lone surrogate, which a URL cannot contain. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Returns whether an ID can be a segment of a path: servers and clients resolve "." and "..". */
export function isPathSegment(id: string): boolean {
	return id !== '.' && id !== '..' && !LONE_SURROGATE.test(id);
}

/** Parses JSON; undefined if it is invalid. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Returns names by value as a JSON object, for a subtitle expression. */
export function namesByValue(options: Array<{ name: string; value: unknown }>): string {
	return JSON.stringify(Object.fromEntries(options.map(({ value, name }) => [value, name])));
}

/** Returns the expression for the text below a trigger on the canvas: the display names of its events. */
export function eventSubtitle(events: Array<{ name: string; value: unknown }>): string {
	return `={{ [$parameter["events"]].flat().map((event) => (${namesByValue(events)})[event] ?? event).join(", ") }}`;
}
