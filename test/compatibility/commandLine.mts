import { parseArgs } from 'node:util';
import { Failure } from '../../host/failure.mjs';

export interface Choice {
	/** Versions of n8n, oldest first. */
	versions: string[];
	/** Where jest's results are left, if anywhere. */
	results?: string;
	/** Whether the table of docs/compatibility.md is written anew. */
	write: boolean;
	/** Which test files, in jest's way; all of them when there is none. */
	patterns: string[];
}

/** Reads what was typed after `npm run test:compatibility --`. */
export function readCommandLine(args: string[], known: readonly string[]): Choice {
	const { positionals, values } = parse(args, known);
	const {
		n8n: chosen = values.older ? known.slice(0, -1) : known,
		results,
		write = false,
	} = values;
	const strange = chosen.filter((version) => !known.includes(version));
	if (strange.length > 0) throw usage(`There is no engine of n8n ${strange.join(', ')}`, known);
	const versions = known.filter((version) => chosen.includes(version));
	if (write && (versions.length < known.length || positionals.length > 0))
		throw usage('--write takes all versions and all tests', known);
	return { versions, results, write, patterns: positionals };
}

function parse(args: string[], known: readonly string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				n8n: { type: 'string', multiple: true },
				older: { type: 'boolean' },
				results: { type: 'string' },
				write: { type: 'boolean' },
			},
		});
	} catch (error) {
		throw usage(error instanceof Error ? error.message : String(error), known);
	}
}

function usage(complaint: string, known: readonly string[]): Failure {
	return new Failure(
		`${complaint}.\nUsage: npm run test:compatibility -- [--older | --n8n ${known.join(' | ')}] [--results <folder>] [--write] [<pattern> ...]`,
	);
}
