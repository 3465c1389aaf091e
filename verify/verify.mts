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
	/** How old a cursor gets before it is used for the last time. */
	waitMs: number;
}

/** What a check says that cannot cope with what came back. */
export const UNEXPECTED = 'something that the check did not expect';

export interface Row extends Finding {
	fact: Fact;
	sent: string;
}

/** All facts, in the order in which they are checked. */
export function factsOf(waitMs: number): Fact[] {
	return [...EMP_FACTS, ...LOCATION_FACTS, ...WRITE_FACTS, cursorLife(waitMs), ...OVERALL_FACTS];
}

/** Checks every fact. The report has nothing of the account in it. */
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
		if (finding.verdict !== 'refuted' || !decisive(trace).some(isBeside)) return finding;
		return { verdict: 'unclear', cameBack: finding.cameBack };
	} catch (error) {
		if (error instanceof Unclear) return { verdict: 'unclear', cameBack: error.message };
		// The other checks go on. The message may have something of the account in it.
		return { verdict: 'unclear', cameBack: UNEXPECTED };
	}
}

/** Whether a response says something about the moment or the key, not about the fact. */
function isBeside({ request, status, body }: Exchange): boolean {
	if (status === undefined || status === 429 || status >= 500) return true;
	const refused =
		status === 401 ||
		(status === 403 && !/missing authentication/i.test(JSON.stringify(body ?? '')));
	return refused && request.key === undefined;
}

/** The requests to the path that was used last; others only led there. */
function decisive(trace: Exchange[]): Exchange[] {
	const last = trace.at(-1)?.request;
	return trace.filter(
		({ request: { method, path } }) => method === last?.method && path === last?.path,
	);
}

/** The decisive requests in a few words. */
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

/** The rows as a Markdown table, which also reads well in a terminal. */
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

/** `40 confirmed, 2 refuted, 3 unclear` */
export function countsOf(rows: Row[]): string {
	return (['confirmed', 'refuted', 'unclear'] as const)
		.map((verdict) => `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`)
		.join(', ');
}
