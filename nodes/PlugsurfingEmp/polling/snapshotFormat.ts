/*
 * What is remembered of each row of a list, as one text: the records, separated by spaces. A field of
 * static data that is one text costs n8n nothing to watch, and 100,000 of them some MB.
 */

const SEPARATOR = ' ';

/** An id without what separates records. */
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
