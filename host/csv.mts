import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';

/** Parses CSV (RFC 4180). Returns one record per row, keyed by the header line. */
export function readCsv(text: string): Record<string, string>[] {
	return parse<Record<string, string>>(text, { columns: true, bom: true });
}

/** Returns the differences between an exported CSV file and these keys; empty if there are none. */
export function differences(keys: Iterable<object>, csv: string): string[] {
	const rows = readCsv(csv);
	const columns = Object.keys(rows[0] ?? {});
	const expected = Array.from(keys, (key) => asRow(key, columns));
	if (rows.length !== expected.length) return [`${rows.length} rows instead of ${expected.length}`];
	return rows.flatMap((row, index) =>
		isDeepStrictEqual({ ...row }, expected[index])
			? []
			: [
					`row ${index + 1} is ${JSON.stringify(row)} instead of ${JSON.stringify(expected[index])}`,
				],
	);
}

/** Returns a key as a row of the file: only text, empty for missing values. */
function asRow(key: object, columns: readonly string[]): Record<string, string> {
	const cells = Object.entries(key).map(([field, value]): [string, string] => [
		field,
		String(value ?? ''),
	]);
	return {
		...Object.fromEntries(columns.map((column) => [column, ''])),
		...Object.fromEntries(cells),
	};
}
