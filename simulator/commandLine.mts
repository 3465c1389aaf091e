import { parseArgs } from 'node:util';
import type { SimulatorOptions } from './options.mts';

export const HELP = `Starts a simulator of Plugsurfing's EMP API on a loopback port.

  npm run simulator -- [options]

  --port <n>      port (default: a free one)
  --keys <n>      charging keys (2500)
  --fleets <n>    fleets they belong to (3)
  --orders <n>    card orders (25)
  --locations <n> charging locations on the map (20000)
  --seed <n>      the same seed, sizes and UTC day give the same data (1)
  --latency <ms>  delay before each response, milliseconds (0)
  --rpm <n>       requests per clock minute, then 429 (3000)
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

/** The options that are whole numbers, with their ranges. */
const FLAGS = {
	port: ['port', 0, 65_535],
	keys: ['keys', 0, 1_000_000],
	fleets: ['fleets', 0, 1000],
	orders: ['orders', 0, 100_000],
	locations: ['locations', 0, 1_000_000],
	seed: ['seed', 0, 2 ** 31 - 1],
	latency: ['latencyMs', 0, 600_000],
	rpm: ['requestsPerMinute', 1, 1_000_000_000],
} as const;

/**
 * Returns the options on the command line, or `help`.
 *
 * @throws UsageError
 */
export function readCommandLine(args: string[]): Partial<SimulatorOptions> | 'help' {
	const values = parseFlags(args, [...Object.keys(FLAGS), 'api-key'], ['help']);
	if (values.help) return 'help';
	const options: Partial<SimulatorOptions> = {};
	for (const [name, [option, least, most]] of Object.entries(FLAGS)) {
		if (values[name] === undefined) continue;
		options[option] = wholeNumberFlag(name, values[name], 0, least, most);
	}
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

/** The same for a whole number from `least` to `most`. */
export function wholeNumberFlag(
	name: string,
	given: Flags[string],
	otherwise: number,
	least: number,
	most: number,
): number {
	return numberFlag(name, given, otherwise, (value) =>
		Number.isInteger(value) && value >= least && value <= most
			? undefined
			: `must be a whole number from ${least} to ${most}`,
	);
}
