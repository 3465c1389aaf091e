import { parseArgs } from 'node:util';
import { DEFAULT_PACE, numberError, type NumberOption, type SimulatorOptions } from './options.mts';

export const HELP = `Starts a simulator of Plugsurfing's EMP API on a loopback port.

  npm run simulator -- [options]

  --port <n>      port (default: a free one)
  --keys <n>      charging keys (2500)
  --fleets <n>    fleets they belong to (3)
  --orders <n>    card orders (25)
  --locations <n> charging locations on the map (20000)
  --seed <n>      the same seed, sizes and UTC day give the same data (1)
  --latency <ms>  delay before each response, milliseconds (0)
  --rpm <n>       requests per API key and clock minute, then 429 (3000)
  --rpd <n>       requests per API key and UTC day, then 429 (1000000)
  --retry-after   add Retry-After to a 429
  --starts-after <ms>     from the start request to STARTED (2000)
  --completes-after <ms>  from the stop request to COMPLETE (2000)
  --api-key <key> the accepted API key (simulator-key)
  --help          this text
`;

/** Thrown for invalid arguments, with a message for the user. */
export class UsageError extends Error {}

/** Runs a command. On an error, prints one line from `explain` and sets the exit code to 1. */
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

/**
 * Returns the options on the command line, or `help`.
 *
 * @throws UsageError
 */
export function readCommandLine(args: string[]): Partial<SimulatorOptions> | 'help' {
	const names = [...Object.keys(FLAGS), 'starts-after', 'completes-after', 'api-key'];
	const values = parseFlags(args, names, ['retry-after', 'help']);
	if (values.help) return 'help';
	const options: Partial<SimulatorOptions> = {};
	for (const [name, option] of Object.entries(FLAGS)) {
		if (values[name] === undefined) continue;
		options[option] = numberFlag(name, values[name], 0, (value) => numberError(option, value));
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

/**
 * Parses `--name value` for the names in `texts` and `--name` for those in `flags`.
 *
 * @throws UsageError
 */
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

/**
 * Returns the number of a flag, or `otherwise` without the flag. `wrong` returns what is wrong with a number,
 * if anything.
 */
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
	return value >= 0 && value < Infinity ? undefined : 'must be 0 or more milliseconds';
}
