import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { UsageError, parseFlags, wholeNumberFlag } from './commandLine.mts';
import { conceal } from './conceal.mts';
import type { ReportedEvent } from './eventLog.mts';
import {
	authorizationRequest,
	chargeDetailRecord,
	sessionEvent,
	type WebhookEvent,
} from './webhookEvent.mts';
import { PATIENCE_MS, WebhookSender, type Delivery, type Signature } from './webhookSender.mts';

/** The kinds of calls and their default events. */
const KINDS = {
	valid: 'SESSION_COMPLETE',
	wrong: 'SESSION_COMPLETE',
	unsigned: 'SESSION_COMPLETE',
	replayed: 'CHARGE_DETAIL_RECORD',
	unknown: 'SOMETHING_NEW',
} as const;

type Kind = keyof typeof KINDS;

/** Alternative to --secret that keeps the secret out of the shell history. */
const SECRET_VARIABLE = 'WEBHOOK_SECRET';

const MAX_CALLS = 100_000;
const CONNECTIONS = 50;
/** Limits the output if the response is a web page. */
const MAX_RESPONSE_LENGTH = 200;
const MAX_REPORT_LENGTH = 1000;
/** Calls per report. */
const CALLS_PER_REPORT = 100;

export const SEND_EVENT_HELP = `Calls a webhook as Plugsurfing does.

  npm run send-event -- --url <webhook URL> [options]

  --url <url>       the URL that n8n shows in the trigger
  --event <name>    SESSION_STARTED, SESSION_STOPPED, SESSION_COMPLETE, SESSION_START_FAILED, SESSION_STOP_FAILED,
                    SESSION_FEE_INCURRING, CHARGE_DETAIL_RECORD, OTHER (a real-time authorization),
                    or any other name (${KINDS.valid})
  --kind <kind>     valid     signed with the secret (default)
                    wrong     signed with another secret, and with another value of the header
                    unsigned  without a signature and without the header
                    replayed  the same call each time (a ${KINDS.replayed} unless --event is set)
                    unknown   signed, with an unknown event (${KINDS.unknown})
  --secret <text>   the webhook secret of the credential; or set ${SECRET_VARIABLE} in the environment
  --header <n=v>    the header of the credential, as name=value; without a secret the call is not signed
  --base64          the secret is written in base64
  --session <id>    the session of all events (default: a new one for each)
  --count <n>       number of calls (1; replayed: 2), up to ${MAX_CALLS}
  --patience <ms>   how long to wait for a response, milliseconds (${PATIENCE_MS})
  --expect <status> exit with 1 if a response has another status
  --simulator <url> the simulator whose status page should show the calls, such as http://127.0.0.1:4010
  --help            this text
`;

export interface SendEventOptions {
	url: string;
	kind: Kind;
	event: string;
	/** Empty if calls are not signed with it. */
	secret: Buffer;
	/** Sent with each call. */
	headers: Record<string, string>;
	sessionId?: string;
	count: number;
	patienceMs: number;
	expect?: number;
	/** The simulator to report the calls to. */
	simulator?: string;
}

const TEXTS = [
	...['url', 'event', 'kind', 'secret', 'header', 'session', 'simulator'],
	...['count', 'patience', 'expect'],
];

type Values = Record<string, string | boolean | undefined>;

/**
 * Returns the options on the command line, or `help`.
 *
 * @throws UsageError
 */
export function readSendEventOptions(
	args: string[],
	env: NodeJS.ProcessEnv,
): SendEventOptions | 'help' {
	const values = parseFlags(args, TEXTS, ['base64', 'help']);
	if (values['help']) return 'help';
	const kind = kindOf(values['kind'] ?? 'valid');
	const session = values['session'];
	const headers = headersOf(kind, values['header']);
	return {
		url: urlOf('url', values['url']),
		kind,
		event: filled('event', values['event'] ?? KINDS[kind]),
		secret: secretOf(kind, values, env),
		headers,
		simulator:
			values['simulator'] === undefined ? undefined : urlOf('simulator', values['simulator']),
		sessionId: session === undefined ? undefined : filled('session', session),
		count: wholeNumberFlag('count', values['count'], kind === 'replayed' ? 2 : 1, 1, MAX_CALLS),
		patienceMs: wholeNumberFlag('patience', values['patience'], PATIENCE_MS, 1, 3_600_000),
		expect:
			values['expect'] === undefined
				? undefined
				: wholeNumberFlag('expect', values['expect'], 200, 100, 599),
	};
}

function urlOf(name: string, given: Values[string]): string {
	if (typeof given !== 'string') throw new UsageError(`--${name} is missing`);
	if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
	throw new UsageError(
		`--${name} must start with http:// or https://, and ${given || 'nothing'} does not`,
	);
}

function kindOf(given: string | boolean): Kind {
	const kind = Object.keys(KINDS).find((known): known is Kind => known === given);
	if (kind) return kind;
	throw new UsageError(`--kind must be one of ${Object.keys(KINDS).join(', ')}`);
}

function filled(name: string, given: string | boolean): string {
	if (typeof given === 'string' && given.trim() !== '') return given;
	throw new UsageError(`--${name} must not be empty`);
}

/** Returns the header of the credential, or what a call of this kind has instead. */
function headersOf(kind: Kind, given: Values[string]): Record<string, string> {
	if (given === undefined) return {};
	const [, name, value] = /^([^=\s]+)=(.+)$/.exec(String(given)) ?? [];
	if (!name || !value) throw new UsageError('--header must be name=value');
	if (kind === 'unsigned') return {};
	return { [name]: kind === 'wrong' ? `not-${value}` : value };
}

/** Returns the bytes to sign with; none if calls are not signed with the secret. */
function secretOf(kind: Kind, values: Values, env: NodeJS.ProcessEnv): Buffer {
	const given = values['secret'] ?? env[SECRET_VARIABLE] ?? '';
	const secret = Buffer.from(String(given), values['base64'] ? 'base64' : 'utf8');
	const isSigned = kind !== 'wrong' && kind !== 'unsigned' && values['header'] === undefined;
	if (secret.length > 0 || !isSigned) return secret;
	throw new UsageError(
		`Signed calls need --secret or ${SECRET_VARIABLE}. Without a secret, use --header or --kind unsigned`,
	);
}

/** Sends the calls. */
export async function sendEvents(options: SendEventOptions): Promise<Delivery[]> {
	const { url, secret, headers, patienceMs } = options;
	const sender = new WebhookSender(secret, patienceMs, CONNECTIONS, headers);
	const signature = signatureOf(options);
	try {
		return await sender.sendAll(url, eventsOf(options), signature);
	} finally {
		sender.close();
	}
}

/**
 * Reports calls to a simulator, which shows them on its status page. Removes the secrets.
 *
 * @throws Error if the simulator does not accept them
 */
export async function reportToSimulator(
	simulator: string,
	{ url, event, secret, headers }: Pick<SendEventOptions, 'url' | 'event' | 'secret' | 'headers'>,
	deliveries: Delivery[],
): Promise<void> {
	const secrets = [secret.toString(), secret.toString('base64'), ...Object.values(headers)].filter(
		Boolean,
	);
	const events = deliveries.map(
		({ status, body }): ReportedEvent => ({
			event,
			url: conceal(url, secrets),
			status: status ?? null,
			body: conceal(textOf(body), secrets).slice(0, MAX_REPORT_LENGTH),
		}),
	);
	const { origin } = new URL(simulator);
	for (let first = 0; first < events.length; first += CALLS_PER_REPORT) {
		const some = events.slice(first, first + CALLS_PER_REPORT);
		await axios
			.post(`${origin}/_simulator/events`, some, { proxy: false })
			.catch((error: unknown) => {
				throw new Error(`The simulator at ${origin} did not accept the report: ${String(error)}`);
			});
	}
}

function signatureOf({ kind, secret }: SendEventOptions): Signature {
	if (kind === 'wrong') return 'wrong';
	return kind === 'unsigned' || secret.length === 0 ? 'none' : 'valid';
}

function eventsOf({ kind, event, sessionId, count }: SendEventOptions): WebhookEvent[] {
	const one = () => eventOf(event, sessionId ?? randomUUID());
	const same = kind === 'replayed' ? one() : undefined;
	return Array.from({ length: count }, () => same ?? one());
}

function eventOf(name: string, sessionId: string): WebhookEvent {
	if (name === 'CHARGE_DETAIL_RECORD') return chargeDetailRecord(sessionId);
	return name === 'OTHER' ? authorizationRequest('3633e0e0') : sessionEvent(name, sessionId);
}

/** Returns the number of each response, most frequent first, and the response times. */
export function report(deliveries: Delivery[]): string {
	const counts = new Map<string, number>();
	for (const delivery of deliveries) {
		const answer = answerOf(delivery);
		counts.set(answer, (counts.get(answer) ?? 0) + 1);
	}
	const lines = [...counts]
		.sort(([, a], [, b]) => b - a)
		.map(([answer, count]) => `${count} × ${answer}`);
	const times = deliveries.map(({ ms }) => ms).sort((a, b) => a - b);
	const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
	return [...lines, `${at(0)} ms minimum, ${at(0.5)} ms median, ${at(1)} ms maximum`].join('\n');
}

function answerOf({ status, body }: Delivery): string {
	return `${status ?? 'no response'} ${textOf(body).slice(0, MAX_RESPONSE_LENGTH)}`.trim();
}

function textOf(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}
