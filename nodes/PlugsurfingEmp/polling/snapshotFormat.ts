import { createHash } from 'node:crypto';

/*
 * The snapshots of all rows of a list are stored as one string, separated by spaces. n8n observes every
 * value in static data, so one string is cheaper than many. 100,000 snapshots take about 3 MB.
 */

const SEPARATOR = ' ';

/**
 * Returns a short fingerprint of a value. Each letter has 6 bits: with 4 letters, one change in 16 million goes
 * unnoticed. Undefined and null have the same fingerprint.
 */
export function fingerprint(value: unknown, letters: number): string {
	const text = JSON.stringify(value ?? null);
	return createHash('sha256').update(text).digest('base64').slice(0, letters);
}

/** Encodes an id so that it contains no separator. */
export function escaped(id: string): string {
	return id.replace(/[%\s]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function unescaped(text: string): string {
	return text.replace(/%([0-9a-f]{4})/g, (_, code: string) =>
		String.fromCharCode(Number.parseInt(code, 16)),
	);
}

export function joined(records: Iterable<string>): string {
	return [...records].join(SEPARATOR);
}

export function separated(text: string): string[] {
	return text === '' ? [] : text.split(SEPARATOR);
}
