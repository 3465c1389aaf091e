import { parseArgs } from 'node:util';
import { DEFAULT_PACE, wrongNumber, type NumberOption, type SimulatorOptions } from './options.mts';

export const HELP = `Starts a stand-in for Plugsurfing's EMP API on a loopback port.

  npm run simulator -- [options]

  --port <n>      port (default: a free one)
  --keys <n>      charging keys (2500)
  --fleets <n>    fleets they belong to (3)
  --orders <n>    card orders (25)
  --locations <n> charging locations on the map (20000)
  --seed <n>      same seed and sizes, same data (1)
  --latency <ms>  wait before each answer, milliseconds (0)
  --rpm <n>       requests per API key and clock minute, beyond it 429 (3000)
  --rpd <n>       requests per API key and UTC day, beyond it 429 (1000000)
  --retry-after   say in a 429 when to come back
  --starts-after <ms>     from the start request to STARTED (2000)
  --completes-after <ms>  from the stop request to COMPLETE (2000)
  --api-key <key> the API key that is let in (simulator-key)
  --help          this text
`;

/** What was typed makes no sense; the message is for the one who typed it. */
export class UsageError extends Error {}

const FLAGS = {
	port: 'port',
	keys: 'keys',
	fleets: 'fleets',
	orders: 'orders',
	locations: 'locations',
	seed: 'seed',
	latency: 'latencyMs',
	rpm: 'requestsPerMinute',
	rpd: 'requestsPerDay',
} as const satisfies Record<string, NumberOption>;

type Flags = Record<string, string | boolean | undefined>;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** The options that the command line asks for; `help` instead of anything else. Throws a UsageError. */
export function readCommandLine(args: string[]): Partial<SimulatorOptions> | 'help' {
	const values = parse(args);
	if (values.help) return 'help';
	const options: Partial<SimulatorOptions> = {};
	for (const [name, option] of Object.entries(FLAGS)) {
		const given = values[name];
		if (typeof given === 'string') options[option] = wholeNumber(name, option, given);
	}
	options.sessionPace = {
		startsAfterMs: milliseconds('starts-after', values, DEFAULT_PACE.startsAfterMs),
		completesAfterMs: milliseconds('completes-after', values, DEFAULT_PACE.completesAfterMs),
	};
	if (values['retry-after']) options.retryAfter = true;
	const apiKey = values['api-key'];
	if (typeof apiKey === 'string') {
		if (apiKey.trim() === '') throw new UsageError('--api-key must not be empty');
		options.apiKey = apiKey;
	}
	return options;
}

function parse(args: string[]): Flags {
	try {
		return parseArgs({
			args,
			options: {
				port: text,
				keys: text,
				fleets: text,
				orders: text,
				locations: text,
				seed: text,
				latency: text,
				rpm: text,
				rpd: text,
				'starts-after': text,
				'completes-after': text,
				'api-key': text,
				'retry-after': flag,
				help: flag,
			},
		}).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function wholeNumber(name: string, option: NumberOption, given: string): number {
	const number = given.trim() === '' ? NaN : Number(given);
	const wrong = wrongNumber(option, number);
	if (wrong !== undefined)
		throw new UsageError(`--${name} ${wrong}, and ${given || 'nothing'} is not`);
	return number;
}

function milliseconds(name: string, values: Flags, otherwise: number): number {
	const given = values[name];
	if (typeof given !== 'string') return otherwise;
	const number = given.trim() === '' ? NaN : Number(given);
	if (number >= 0 && number < Infinity) return number;
	throw new UsageError(
		`--${name} must be milliseconds from 0 on, and ${given || 'nothing'} is not`,
	);
}
