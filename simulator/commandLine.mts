import { parseArgs } from 'node:util';
import { DEFAULT_PACE, wrongNumber, type NumberOption, type SimulatorOptions } from './options.mts';

export const HELP = `Starts a stand-in for Plugsurfing's EMP API on a loopback port.

  npm run simulator -- [options]

  --port <n>      port (default: a free one)
  --keys <n>      charging keys (2500)
  --fleets <n>    fleets they belong to (3)
  --orders <n>    card orders (25)
  --locations <n> charging locations on the map (20000)
  --seed <n>      same seed, sizes and UTC day, same data (1)
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

/** Runs a command; what it throws is printed in one line, as `explain` puts it, and the exit code is 1. */
export function runCommand(
	main: () => Promise<void>,
	explain = (error: unknown) => (error instanceof Error ? error.message : String(error)),
): void {
	main().catch((error: unknown) => {
		const hint = error instanceof UsageError ? '. --help lists the options.' : '';
		process.stderr.write(`${explain(error)}${hint}\n`);
		process.exitCode = 1;
	});
}

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

/** The options that the command line asks for; `help` instead of anything else. Throws a UsageError. */
export function readCommandLine(args: string[]): Partial<SimulatorOptions> | 'help' {
	const names = [...Object.keys(FLAGS), 'starts-after', 'completes-after', 'api-key'];
	const values = parseFlags(args, names, ['retry-after', 'help']);
	if (values.help) return 'help';
	const options: Partial<SimulatorOptions> = {};
	for (const [name, option] of Object.entries(FLAGS)) {
		if (values[name] === undefined) continue;
		options[option] = numberFlag(name, values[name], 0, (value) => wrongNumber(option, value));
	}
	const pace = (name: string, otherwise: number) =>
		numberFlag(name, values[name], otherwise, wrongMilliseconds);
	options.sessionPace = {
		startsAfterMs: pace('starts-after', DEFAULT_PACE.startsAfterMs),
		completesAfterMs: pace('completes-after', DEFAULT_PACE.completesAfterMs),
	};
	if (values['retry-after']) options.retryAfter = true;
	const apiKey = values['api-key'];
	if (typeof apiKey === 'string') {
		if (apiKey.trim() === '') throw new UsageError('--api-key must not be empty');
		options.apiKey = apiKey;
	}
	return options;
}

type Flags = Record<string, string | boolean | undefined>;

/** Reads `--name value` for the names in `texts` and `--name` for those in `flags`. Throws a UsageError. */
export function parseFlags(
	args: string[],
	texts: readonly string[],
	flags: readonly string[],
): Flags {
	const options = Object.fromEntries<{ type: 'string' | 'boolean' }>([
		...texts.map((name): [string, { type: 'string' }] => [name, { type: 'string' }]),
		...flags.map((name): [string, { type: 'boolean' }] => [name, { type: 'boolean' }]),
	]);
	try {
		const { values }: { values: Flags } = parseArgs({ args, options });
		return values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

/** The number that a flag has, `otherwise` without the flag. `wrong` says what is wrong with a number, if anything. */
export function numberFlag(
	name: string,
	given: Flags[string],
	otherwise: number,
	wrong: (value: number) => string | undefined,
): number {
	if (typeof given !== 'string') return otherwise;
	const number = given.trim() === '' ? NaN : Number(given);
	const complaint = wrong(number);
	if (complaint === undefined) return number;
	throw new UsageError(`--${name} ${complaint}, and ${given || 'nothing'} is not`);
}

function wrongMilliseconds(value: number): string | undefined {
	return value >= 0 && value < Infinity ? undefined : 'must be milliseconds from 0 on';
}
