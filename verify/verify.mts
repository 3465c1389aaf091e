import { Api } from './api.mts';
import { Client, Unclear, type ClientOptions, type Exchange } from './client.mts';
import { EMP_FACTS } from './emp.mts';
import type { Fact, Finding } from './fact.mts';
import { LOCATION_FACTS } from './locations.mts';
import { cursorLife, OVERALL_FACTS, timesOf } from './overall.mts';
import { plainExchange, plainRequest } from './redact.mts';
import { WRITE_FACTS } from './writes.mts';

export interface VerifyOptions extends ClientOptions {
	near: { latitude: number; longitude: number };
	/** Age of a cursor at its last use, in milliseconds. */
	waitMs: number;
}

/** Finding of a check that failed with an unexpected response. */
export const UNEXPECTED = 'something that the check did not expect';

export interface Row extends Finding {
	fact: Fact;
	sent: string;
}

/** Returns all facts in the order of checking. */
export function factsOf(waitMs: number): Fact[] {
	return [...EMP_FACTS, ...LOCATION_FACTS, ...WRITE_FACTS, cursorLife(waitMs), ...OVERALL_FACTS];
}

/** Checks every fact. The report contains no data of the account. */
export async function verify(options: VerifyOptions, facts = factsOf(options.waitMs)) {
	const client = new Client(options);
	const api = new Api(client, options.near);
	const rows: Row[] = [];
	for (const fact of facts) {
		const trace = client.startTrace();
		const finding = await find(fact, api, trace);
		rows.push({ fact, sent: sentIn(trace), ...finding });
	}
	const report = {
		facts: rows.map(({ fact, sent, cameBack, verdict }) => ({
			id: fact.id,
			statement: fact.statement,
			sent,
			cameBack,
			verdict,
		})),
		times: timesOf({ client }),
		exchanges: client.exchanges.map(plainExchange),
	};
	return { rows, report };
}

async function find(fact: Fact, api: Api, trace: Exchange[]): Promise<Finding> {
	try {
		const finding = await fact.check(api);
		if (finding.verdict !== 'refuted' || !decisive(trace).some(isUnrelated)) return finding;
		return { verdict: 'unclear', cameBack: finding.cameBack };
	} catch (error) {
		if (error instanceof Unclear) return { verdict: 'unclear', cameBack: error.message };
		// The other checks continue. The message may contain data of the account.
		return { verdict: 'unclear', cameBack: UNEXPECTED };
	}
}

/** Returns whether a response is about the time or the key, not about the fact. */
function isUnrelated({ request, status, body }: Exchange): boolean {
	if (status === undefined || status === 429 || status >= 500) return true;
	const refused =
		status === 401 ||
		(status === 403 && !/missing authentication/i.test(JSON.stringify(body ?? '')));
	return refused && request.key === undefined;
}

/** Returns the requests to the last path; the others were only preparation. */
function decisive(trace: Exchange[]): Exchange[] {
	const last = trace.at(-1)?.request;
	return trace.filter(
		({ request: { method, path } }) => method === last?.method && path === last?.path,
	);
}

/** Summarizes the decisive requests. */
function sentIn(trace: Exchange[]): string {
	const requests = decisive(trace).map(({ request }) => request);
	const [first] = requests;
	if (!first) return 'all requests';
	const line = plainRequest(
		first.method,
		first.path,
		requests.map(({ query }) => query ?? {}),
	);
	return requests.length > 1 ? `${line} ×${requests.length}` : line;
}

/** Formats the rows as a Markdown table, which is also readable in a terminal. */
export function tableOf(rows: Row[]): string {
	const cells = rows.map(({ fact, sent, cameBack, verdict }) => [
		`${fact.statement} (${fact.id})`,
		sent,
		cameBack,
		verdict,
	]);
	const head = [
		['Fact', 'Sent', 'Came back', 'Verdict'],
		['---', '---', '---', '---'],
	];
	return [...head, ...cells]
		.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`)
		.join('\n');
}

/** Returns the totals: `40 confirmed, 2 refuted, 3 unclear`. */
export function countsOf(rows: Row[]): string {
	return (['confirmed', 'refuted', 'unclear'] as const)
		.map((verdict) => `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`)
		.join(', ');
}
