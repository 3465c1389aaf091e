import { UsageError, numberFlag, parseFlags } from './commandLine.mts';
import { PATIENCE_MS } from './webhookSender.mts';

/** What kind of calls to make, and the event that they are about unless another one is asked for. */
const KINDS = {
	valid: 'SESSION_COMPLETE',
	wrong: 'SESSION_COMPLETE',
	unsigned: 'SESSION_COMPLETE',
	replayed: 'CHARGE_DETAIL_RECORD',
	unknown: 'SOMETHING_NEW',
} as const;

type Kind = keyof typeof KINDS;

/** Where the secret is taken from when it should not stand in the history of a shell. */
const SECRET_VARIABLE = 'WEBHOOK_SECRET';

const MOST = 100_000;
const CONNECTIONS = 50;

export const SEND_EVENT_HELP = `Calls a webhook as Plugsurfing does.

  npm run send-event -- --url <webhook URL> [options]

  --url <url>       the URL that n8n shows in the trigger
  --event <name>    SESSION_STARTED, SESSION_STOPPED, SESSION_COMPLETE, SESSION_START_FAILED, SESSION_STOP_FAILED,
                    SESSION_FEE_INCURRING, CHARGE_DETAIL_RECORD, OTHER (a real-time authorization),
                    or any other name (${KINDS.valid})
  --kind <kind>     valid     signed with the secret (what happens unless another kind is asked for)
                    wrong     signed with another secret, and with another value of the header
                    unsigned  without a signature and without the header
                    replayed  the same call each time (a ${KINDS.replayed} unless --event says otherwise)
                    unknown   signed, of a kind that nobody has heard of (${KINDS.unknown})
  --secret <text>   the webhook secret of the credential; ${SECRET_VARIABLE} in the environment does as well
  --header <n=v>    the header of the credential, as name=value; without a secret the call is not signed
  --base64          the secret is written in base64
  --session <id>    the session that all events are about (otherwise each one has its own)
  --count <n>       how many calls (1; of replayed ones 2), up to ${MOST}
  --connections <n> how many of them at the same time (${CONNECTIONS})
  --patience <ms>   how long to wait for an answer, milliseconds (${PATIENCE_MS})
  --expect <status> fail when a call is answered with another status
  --simulator <url> the simulator whose status page should show the calls, such as http://127.0.0.1:4010
  --help            this text
`;

export interface SendEventOptions {
	url: string;
	kind: Kind;
	event: string;
	/** Empty where nothing is to be signed with it. */
	secret: Buffer;
	/** Sent with each call. */
	headers: Record<string, string>;
	sessionId?: string;
	count: number;
	connections: number;
	patienceMs: number;
	expect?: number;
	/** Where the calls are reported to. */
	simulator?: string;
}

const TEXTS = [
	...['url', 'event', 'kind', 'secret', 'header', 'session', 'simulator'],
	...['count', 'connections', 'patience', 'expect'],
];

type Values = Record<string, string | boolean | undefined>;

/** What the command line asks for; `help` instead of anything else. Throws a UsageError. */
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
		count: numberOf('count', values, kind === 'replayed' ? 2 : 1, 1, MOST),
		connections: numberOf('connections', values, CONNECTIONS, 1, 10_000),
		patienceMs: numberOf('patience', values, PATIENCE_MS, 1, 3_600_000),
		expect: values['expect'] === undefined ? undefined : numberOf('expect', values, 200, 100, 599),
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

/** The header of the credential, or what a call of this kind has instead. */
function headersOf(kind: Kind, given: Values[string]): Record<string, string> {
	if (given === undefined) return {};
	const [, name, value] = /^([^=\s]+)=(.+)$/.exec(String(given)) ?? [];
	if (!name || !value) throw new UsageError('--header must be name=value');
	if (kind === 'unsigned') return {};
	return { [name]: kind === 'wrong' ? `not-${value}` : value };
}

/** The bytes to sign with: none where nothing is signed with the secret. */
function secretOf(kind: Kind, values: Values, env: NodeJS.ProcessEnv): Buffer {
	const given = values['secret'] ?? env[SECRET_VARIABLE] ?? '';
	const secret = Buffer.from(String(given), values['base64'] ? 'base64' : 'utf8');
	const isSigned = kind !== 'wrong' && kind !== 'unsigned' && values['header'] === undefined;
	if (secret.length > 0 || !isSigned) return secret;
	throw new UsageError(
		`A call is signed with --secret or ${SECRET_VARIABLE}. Without one there is --header, or --kind unsigned`,
	);
}

function numberOf(
	name: string,
	values: Values,
	otherwise: number,
	least: number,
	most: number,
): number {
	return numberFlag(name, values[name], otherwise, (value) =>
		Number.isInteger(value) && value >= least && value <= most
			? undefined
			: `must be a whole number from ${least} to ${most}`,
	);
}
