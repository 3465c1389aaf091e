import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const introduction = `# Benchmarks

Written by \`npm run bench\` (\`npm run bench -- a c --rounds 5\` for some cases only; the other ones stay as they are).

A real n8n runs this package as a user has it, beside n8n's own HTTP Request node on the same credential. The
simulator answers from a process of its own. The sides have their turns one after the other (ours, HTTP Request,
ours, …); figures are medians. For each turn n8n is started afresh and runs the workflow ten times with 1,000
rows (once where each row is a request), so that it is warm.

- **Seconds**: from the request that starts the workflow (a webhook) to its answer, less what the same workflow takes
  without the nodes that are compared.
- **Peak memory**: the most that n8n's processes, the main one and its task runner together, had in memory
  (resident, looked at every 20 ms), less what they have while there is nothing to do (the
  median of three starts). MB are 10⁶ bytes.
- **Processor**: time of n8n's processes on a core, which other programs on the machine change least. Each turn waits a
  while for a quiet machine; what others took nevertheless is said below each table.
- **Executions are not saved**, on either side (\`saveDataSuccessExecution: none\`, advisable for workflows that move
  much data), save where a line says so: then n8n keeps what each node gave, as it does by default, and makes one text
  of it all.
- **× floor**: beside what physics allows, pages × latency: the cursor of a page comes with the page before, so no
  client can ask for two at once. What a page takes on top outside n8n shows the bare loop, what it takes in n8n the
  least node: n8n opens a new connection for each request, on all sides.
`;

export interface Section {
	letter: string;
	title: string;
	text: string;
}

/** Puts sections into the document, in alphabetical order, in place of older ones about the same. */
export function writeSections(file: string, sections: readonly Section[]): void {
	const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
	writeFileSync(file, withSections(before, sections));
}

export function withSections(document: string, sections: readonly Section[]): string {
	const all = new Map(
		document
			.split(/^(?=## )/m)
			.slice(1)
			.map((section): [string, string] => [section.charAt('## '.length), section.trim()]),
	);
	for (const { letter, title, text } of sections)
		all.set(letter, `## ${letter}. ${title}\n\n${text}`);
	const inOrder = [...all].sort(([a], [b]) => a.localeCompare(b)).map(([, section]) => section);
	return `${[introduction.trim(), ...inOrder].join('\n\n')}\n`;
}
