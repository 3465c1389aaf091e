/** Formats a two-column table for the terminal. */
export function table(rows: Record<string, string | number>): string {
	const names = Object.keys(rows);
	const width = Math.max(...names.map((name) => name.length));
	const line = '-'.repeat(width + 2);
	return [line, ...names.map((name) => `${name.padEnd(width)}  ${String(rows[name])}`), line].join(
		'\n',
	);
}
