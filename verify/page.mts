import type { Fact } from './fact.mts';
import { factsOf } from './verify.mts';
import { WRITE_FACTS } from './writes.mts';

/** Why the command does not check the open questions of a section in docs/api-facts.md. */
const REASONS: Record<string, string> = {
	Authentication: 'a choice of the package',
	'Fair use': 'takes 3,000 requests in a minute',
	'Key transfer': 'method and body are not public',
	Orders: 'would change an order',
	'Products and new orders': 'would order a card',
	Sessions: 'takes a charger',
	'Session statuses': 'takes a charger',
	'Location objects': 'only the simulator relies on it',
	Webhooks: 'Plugsurfing calls; ask the account manager',
	Signatures: 'Plugsurfing calls; ask the account manager',
	'Charge detail records': 'Plugsurfing calls; ask the account manager',
	'Real-time authorization': 'Plugsurfing calls; ask the account manager',
};

export interface FactRow {
	section: string;
	text: string;
	/** documented, sibling, inferred or unknown */
	confidence: string;
}

/** Returns the rows of docs/api-facts.md. */
export function factRows(page: string): FactRow[] {
	const [, ...sections] = page.split(/^## /m);
	return sections.flatMap((section) => {
		const [heading = '', ...lines] = section.split('\n');
		const [, , ...rows] = lines.filter((line) => line.startsWith('|'));
		return rows.map((row) => {
			const [text = '', confidence = ''] = row.slice(2, -2).split(' | ');
			return { section: heading, text, confidence: confidence.split(':')[0] ?? '' };
		});
	});
}

export function isAbout({ section, row, also }: Fact, fact: FactRow): boolean {
	const rows = [[section, row] as const, ...(also ? [also] : [])];
	return rows.some(([where, start]) => where === fact.section && fact.text.startsWith(start));
}

/** Returns the table in docs/verify-api.md: what is not documented, and the check for it. */
export function openQuestions(page: string): string {
	const facts = factsOf(0);
	const lines = factRows(page).flatMap((row) => {
		const answering = facts.filter((fact) => isAbout(fact, row));
		const answered = answering
			.filter(({ row: start }) => row.text.startsWith(start))
			.map((fact) => [
				row.section,
				fact.statement,
				WRITE_FACTS.includes(fact) ? `${fact.id}, with --write` : fact.id,
			]);
		if (answering.length > 0 || !/^(inferred|unknown)$/.test(row.confidence)) return answered;
		return [[row.section, row.text, `no: ${REASONS[row.section] ?? 'no request shows it'}`]];
	});
	return [['Section', 'What no page says', '`npm run verify-api`'], ['---', '---', '---'], ...lines]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

const MARK = '<!-- npm run reference writes the table from the facts in verify/ -->';

/** Returns docs/verify-api.md with the current table. */
export function withOpenQuestions(document: string, apiFacts: string): string {
	const [text = ''] = document.split(MARK);
	return `${text}${MARK}\n\n${openQuestions(apiFacts)}\n`;
}
