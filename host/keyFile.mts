import { isDeepStrictEqual } from 'node:util';
import { readCsv } from './csv.mts';

/** What keeps an exported CSV file from being a complete and unchanged list of these keys; empty when nothing does. */
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

/** A key as the file has it: text only, empty where it has no value. */
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
