import { readCsv } from './csv.mts';

const listedAtMost = 10;

/** What a complete and unchanged export of these keys must not have; empty when the file is right. */
export function differences(keys: Iterable<object>, csv: string): string[] {
	const rows = readCsv(csv);
	const expected = Array.from(keys, asRow);
	const found: string[] = [];

	const inFile = new Set(rows.map((row) => row['keyIdentifier']));
	const inAccount = new Set(expected.map((row) => row['keyIdentifier']));
	const missing = [...inAccount].filter((key) => !inFile.has(key));
	const foreign = [...inFile].filter((key) => !inAccount.has(key));
	if (missing.length > 0) found.push(`missing: ${listed(missing)}`);
	if (foreign.length > 0) found.push(`not in the account: ${listed(foreign)}`);
	if (rows.length !== expected.length) {
		found.push(`${rows.length} rows instead of ${expected.length}`);
	}
	if (found.length > 0) return found;

	const changed = expected.flatMap((row, index) => {
		const difference = firstDifference(row, rows[index] ?? {});
		return difference ? [`row ${index + 1}: ${difference}`] : [];
	});
	return changed.length > 0 ? [listed(changed)] : [];
}

/** A key as the file has it: text only, booleans in capitals as spreadsheets write them. */
function asRow(key: object): Record<string, string> {
	return Object.fromEntries(
		Object.entries(key).map(([field, value]) => [
			field,
			typeof value === 'boolean' ? String(value).toUpperCase() : String(value ?? ''),
		]),
	);
}

function firstDifference(expected: Record<string, string>, row: Record<string, string>) {
	const fields = new Set([...Object.keys(expected), ...Object.keys(row)]);
	for (const field of fields) {
		// A field that a key does not have is an empty cell.
		const [wanted, got] = [expected[field] ?? '', row[field] ?? ''];
		if (wanted !== got) return `${field} is "${got}" instead of "${wanted}"`;
	}
	return undefined;
}

function listed(values: readonly (string | undefined)[]): string {
	const shown = values.slice(0, listedAtMost).join(', ');
	const rest = values.length - listedAtMost;
	return rest > 0 ? `${shown} and ${rest} more` : shown;
}
