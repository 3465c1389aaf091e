/** Formats a Markdown table. The first column is text, the others are numbers. */
export function markdownTable(
	head: readonly string[],
	rows: readonly (readonly string[])[],
): string {
	const align = head.map((_, column) => (column === 0 ? '---' : '---:'));
	return [head, align, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
