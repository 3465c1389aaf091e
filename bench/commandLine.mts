import { parseArgs } from 'node:util';
import { Failure } from '../host/failure.mjs';

export interface Choice {
	/** Letters of the cases to run, in order. */
	letters: string[];
	/** How often each side has its turn; each case has its own number when it is left out. */
	rounds?: number;
}

/** Reads what was typed after `npm run bench --`. */
export function readCommandLine(args: string[], known: readonly string[]): Choice {
	const { positionals, values } = parse(args, known);
	const strange = positionals.filter((letter) => !known.includes(letter));
	if (strange.length > 0) throw usage(`There is no case ${strange.join(', ')}`, known);
	const letters = known.filter(
		(letter) => positionals.length === 0 || positionals.includes(letter),
	);
	if (values.rounds === undefined) return { letters };
	const rounds = Number(values.rounds);
	if (!Number.isInteger(rounds) || rounds < 1) throw usage('--rounds takes a number from 1', known);
	return { letters, rounds };
}

function parse(args: string[], known: readonly string[]) {
	try {
		return parseArgs({ args, allowPositionals: true, options: { rounds: { type: 'string' } } });
	} catch (error) {
		throw usage(error instanceof Error ? error.message : String(error), known);
	}
}

function usage(complaint: string, known: readonly string[]): Failure {
	return new Failure(`${complaint}.\nUsage: npm run bench -- [${known.join(' ')}] [--rounds <n>]`);
}
