import type { FaultEffect } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import type { NodeResult, NodeRun } from '../engine/engine.mts';
import { expectError, runOperation } from '../engine/operation.mts';
import { time } from '../engine/simulatedTime.mts';
import { prepare, SUBJECTS, TWO_PAGES, type Subject } from './subjects.mts';

jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../engine/simulatedTime.mts'),
);
// Simulated time stands still while a request hangs, so real time has to end it soon.
jest.mock('../../dist/nodes/PlugsurfingEmp/api/http/timeouts.js', () => ({
	...jest.requireActual<object>('../../dist/nodes/PlugsurfingEmp/api/http/timeouts.js'),
	get RESPONSE_TIMEOUT_SECONDS() {
		return mockEndlessNext() === 'silence' ? 0.25 : 30;
	},
	get MAX_RESPONSE_SECONDS() {
		return mockEndlessNext() === 'drip' ? 0.25 : 120;
	},
}));

const PER_MINUTE = 20;
const RETRIES = 2;

/** The endless fault that will hit the next request, if any. */
let mockEndlessNext: () => Endless | undefined = () => undefined;

const simulator = useSimulator({
	...TWO_PAGES,
	requestsPerMinute: PER_MINUTE,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
	now: time.now,
});
beforeEach(() => {
	// Not only a new minute: some tests use up the day.
	time.nextDay();
	prepare(simulator());
	mockEndlessNext = () => undefined;
});

/** The outcome of the affected request. */
interface Outcome {
	/** How often it leaves the node. */
	sent: number;
	/** How often it takes effect on the server. */
	effects: number;
	/** After "Could not …: "; absent on success. HOST and DUE are placeholders. */
	fails?: string;
	/** Whether the user is told that it may have taken effect. */
	doubt?: boolean;
	/** What the user is told about a late success. */
	hints?: RegExp[];
}

type Endless = 'silence' | 'drip';

interface Row {
	fault: string;
	effect: FaultEffect;
	times?: 'always';
	/** For idempotent requests. */
	harmless: Outcome;
	/** For requests that are not idempotent. */
	once: Outcome;
	/** For the second request of an operation, whose first one was accepted. */
	second?: Outcome;
	/** Only affects a response with a body. */
	inBody?: true;
	/** Ends only when the node gives up, and why. */
	endless?: Endless;
	/** Also affects what differs between operations: retries, texts, effects. */
	everySubject?: true;
}

const SENT_AGAIN =
	/^1 request was sent again because Plugsurfing was busy or unreachable\. Nothing was lost\.$/;
const WAITED = /^Waited 6[012] seconds for the next minute: Plugsurfing allows 3,000 requests/;

const atOnce: Outcome = { sent: 1, effects: 1, hints: [] };
const secondTry: Outcome = { sent: 2, effects: 1, hints: [SENT_AGAIN] };
const nextMinute: Outcome = { sent: 2, effects: 1, hints: [WAITED, SENT_AGAIN] };

/** The last try's reason. */
function givenUp(fails: string): Outcome {
	const tries = RETRIES + 1;
	return { sent: tries, effects: 0, fails: `${fails}. n8n tried ${tries} times` };
}

/** Not sent again: whether it took effect is unknown. */
function lost({ effects }: { effects: 0 | 1 }, fails: string): Outcome {
	return { sent: 1, effects, fails, doubt: true };
}

/** Two minutes in a row without an accepted request. */
function usedUp(sent: number): Outcome {
	return {
		sent,
		effects: 0,
		fails: `Plugsurfing rejected every request of the last two minutes, so the daily limit of 1,000,000 requests per API key is probably used up. n8n tried ${sent} times`,
	};
}
const serverTrouble = "Plugsurfing's server could not handle the request";
const silence = 'HOST sent no response within 30 seconds';
const tooSlow = 'HOST sent no complete response within 120 seconds';
const brokeOff = 'the connection to HOST ended before the response was complete';
const cutShort = 'the response is incomplete or invalid JSON instead of DUE';

const ROWS: Row[] = [
	{
		fault: '429',
		everySubject: true,
		effect: { kind: 'status', status: 429 },
		harmless: nextMinute,
		once: nextMinute,
	},
	{
		fault: '429 minute after minute',
		effect: { kind: 'status', status: 429 },
		times: 'always',
		harmless: usedUp(2),
		once: usedUp(2),
		second: usedUp(3),
	},
	{
		fault: '500 before the request takes effect',
		effect: { kind: 'status', status: 500 },
		harmless: secondTry,
		once: lost({ effects: 0 }, `${serverTrouble} (500): Internal Server Error`),
	},
	{
		fault: '500 after the request takes effect',
		effect: { kind: 'status', status: 500, tookEffect: true },
		harmless: secondTry,
		once: lost({ effects: 1 }, `${serverTrouble} (500): Internal Server Error`),
	},
	{
		fault: '503 every time',
		everySubject: true,
		effect: { kind: 'status', status: 503 },
		times: 'always',
		harmless: givenUp(`${serverTrouble} (503): Service Unavailable`),
		once: lost({ effects: 0 }, `${serverTrouble} (503): Service Unavailable`),
	},
	{
		fault: '502 with an HTML page',
		effect: { kind: 'html', status: 502 },
		harmless: secondTry,
		once: lost({ effects: 0 }, `${serverTrouble} (502)`),
	},
	{
		fault: 'a reset before the request takes effect',
		effect: { kind: 'reset' },
		harmless: secondTry,
		once: lost({ effects: 0 }, brokeOff),
	},
	{
		fault: 'a reset after the request takes effect',
		everySubject: true,
		effect: { kind: 'reset', tookEffect: true },
		harmless: secondTry,
		once: lost({ effects: 1 }, brokeOff),
	},
	{
		fault: 'a reset every time',
		effect: { kind: 'reset' },
		times: 'always',
		harmless: givenUp(brokeOff),
		once: lost({ effects: 0 }, brokeOff),
	},
	{
		fault: 'no response before the request takes effect',
		effect: { kind: 'hang' },
		harmless: secondTry,
		once: lost({ effects: 0 }, silence),
		endless: 'silence',
	},
	{
		fault: 'no response after the request takes effect',
		effect: { kind: 'hang', tookEffect: true },
		harmless: secondTry,
		once: lost({ effects: 1 }, silence),
		endless: 'silence',
	},
	{
		fault: 'a body that breaks off',
		effect: { kind: 'truncated', how: 'connection' },
		harmless: secondTry,
		once: lost({ effects: 1 }, brokeOff),
		inBody: true,
	},
	{
		fault: 'JSON that is cut short',
		everySubject: true,
		effect: { kind: 'truncated', how: 'json' },
		harmless: { sent: 1, effects: 1, fails: cutShort },
		once: lost({ effects: 1 }, cutShort),
		inBody: true,
	},
	{
		fault: 'a slow body',
		effect: { kind: 'slowBody', durationMs: 100 },
		harmless: atOnce,
		once: atOnce,
	},
	{
		fault: 'a body that never ends',
		effect: { kind: 'slowBody', durationMs: 1000 },
		harmless: secondTry,
		once: lost({ effects: 1 }, tooSlow),
		inBody: true,
		endless: 'drip',
	},
];

function run({ operation, parameters, options }: Subject, changes: Partial<NodeRun> = {}) {
	return runOperation(
		simulator(),
		operation,
		{ ...parameters(simulator()), options: { ...options, maxRetries: RETRIES } },
		changes,
	);
}

function expectOutcome(
	subject: Subject,
	result: NodeResult,
	{ fails, doubt, hints = [] }: Outcome,
	host = `127.0.0.1:${simulator().port}`,
): void {
	if (fails === undefined) {
		expect(result).toMatchObject({ status: 'success', error: undefined });
		subject.expectGood(result, simulator());
		expect(result.hints).toEqual(
			hints.map((hint) => ({
				message: expect.stringMatching(hint) as string,
				location: 'outputPane',
			})),
		);
		return;
	}
	const reason = fails.replace('HOST', host).replace('DUE', subject.due ?? '');
	const activity = subject.activity(simulator());
	const start = doubt
		? `The request to ${activity} may have taken effect. ${subject.verify ?? ''} Reason: `
		: `Could not ${activity}: `;
	expectError(result, `${start}${reason}${subject.besides?.(simulator()) ?? ''}`);
	const { message, description, context } = result.error ?? {};
	if (doubt) expect(`${message} ${description}`).not.toMatch(/try again/i);
	expect(context?.details).toMatchObject({ mayHaveTakenEffect: doubt });
}

describe.each(SUBJECTS)('$name', (subject) => {
	const { target, before, requests, effects, verify, due, representative } = subject;
	const rows = ROWS.filter(
		({ inBody, everySubject }) =>
			(due !== undefined || !inBody) && (representative || everySubject),
	);

	test.each(rows)('$fault', async (row) => {
		const first = verify === undefined ? row.harmless : row.once;
		const outcome = (before > 0 && row.second) || first;
		mockEndlessNext = () => (simulator().requestCount === before ? row.endless : undefined);
		simulator().faults.add({ ...row.effect, ...target, times: row.times ?? 1 });
		const result = await run(subject);

		expectOutcome(subject, result, outcome);
		const good = outcome.fails === undefined;
		expect(simulator().requestCount).toBe((good ? requests - 1 : before) + outcome.sent);
		if (effects) expect(effects(simulator())).toBe(outcome.effects);
	});

	// The rest is the same for all requests of a kind.
	if (!representative) return;

	test('a minute that another process has used up', async () => {
		const url = `${simulator().baseUrl}/emp/v1/sessions/any`;
		const headers = { 'x-api-key': simulator().apiKey };
		for (let sent = 0; sent < PER_MINUTE; sent++) await fetch(url, { headers });
		const result = await run(subject);

		expectOutcome(subject, result, nextMinute);
		const statuses = simulator()
			.requests.slice(PER_MINUTE)
			.map(({ status }) => status);
		expect(statuses).toHaveLength(requests + 1);
		expect(statuses.filter((status) => status === 429)).toHaveLength(1);
		if (effects) expect(effects(simulator())).toBe(1);
	});

	// An earlier request is affected instead.
	if (before > 0) return;

	test.each([
		['a host that does not exist', 'https://no-such-host.invalid/drive'],
		['a port without a listener', 'http://127.0.0.1:9/drive'],
	])('%s', async (_, baseUrl) => {
		const { host } = new URL(baseUrl);
		const result = await run(subject, {
			credential: { environment: 'custom', baseUrl, apiKey: 'any' },
		});

		expectOutcome(subject, result, givenUp('n8n could not connect to HOST'), host);
		expect(time.sent).toBe(RETRIES + 1);
		expect(simulator().requestCount).toBe(0);
	});
});
