import type { JsonObject } from '../../host/shape.mts';
import { count, seconds } from '../figures.mts';
import type { Account, Subject } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import {
	evaluation,
	httpRequest,
	lastItem,
	ours,
	pagedRequest,
	splitOut,
	type Step,
} from '../steps.mts';
import { keyList } from './listing.mts';
import {
	comparisonTable,
	inTurn,
	multiple,
	type MeasuredCase,
	type Trials,
} from './measuredCase.mts';

export const allKeys = 100_000;
export const pages = allKeys / 500;

/** The two columns that every list has. */
type Columns = Record<'keyIdentifier' | 'visualNumber', string>;

/** The default expressions. */
const asTheyAre: Columns = {
	keyIdentifier: '={{ $json.keyIdentifier }}',
	visualNumber: '={{ $json.visualNumber }}',
};

const computed: Columns = {
	keyIdentifier: '={{ $json.keyIdentifier.toLowerCase() }}',
	visualNumber: '={{ $json.visualNumber.trim() }}',
};

/** Returns the user's list: the simulator's keys, from control endpoints that do not count for fair use. */
function list(limit: number): NonNullable<Subject['before']> {
	return ({ simulator, reference }) => [
		httpRequest('Rows', reference, {
			url: `${simulator.origin}/_simulator/keys?limit=${limit}`,
			authentication: 'none',
		}),
	];
}

interface SyncOptions {
	columns?: Columns;
	rows?: number;
	options?: JsonObject;
}

/** Syncs the account with its own first keys. */
export function sync(
	name: string,
	{ columns = asTheyAre, rows = allKeys, options = {} }: SyncOptions = {},
): Subject {
	return {
		name,
		before: list(rows),
		work: ({ reference }) => {
			const step = ours(reference, {
				resource: 'chargingKey',
				operation: 'sync',
				...columns,
				missingKeys: 'disableInAccount',
				dryRun: false,
				options,
			});
			// Without changes there would be no item, and n8n would not run the next step.
			return [{ ...step, settings: { ...step.settings, alwaysOutputData: true } }];
		},
		end: lastItem,
	};
}

/** Returns the minimum that Sync needs: the list, and expressions if n8n must evaluate them. */
function least(name: string, expressions: string[]): Subject {
	return {
		name,
		before: list(allKeys),
		work: ({ reference }) => [
			evaluation(expressions),
			ours(reference, { resource: 'chargingKey', operation: 'getAll', returnAll: true }),
		],
		end: lastItem,
	};
}

/** Returns the same with n8n's nodes: the list, compared with the rows. */
function compareDatasets(limit: number): Subject {
	const compare: Step = {
		name: 'Compare',
		type: 'n8n-nodes-base.compareDatasets',
		typeVersion: 2.3,
		parameters: {
			mergeByFields: { values: [{ field1: 'keyIdentifier', field2: 'keyIdentifier' }] },
			options: {},
		},
		secondInput: 'Rows',
		// The same in both.
		output: 1,
	};
	return {
		name: `HTTP Request + Split Out + Compare Datasets, ${count(limit)} rows and keys`,
		before: list(limit),
		work: ({ baseUrl, reference }) => {
			const listing = pagedRequest(reference, baseUrl + keyList.path, keyList.pageSize);
			return [
				{ ...listing, settings: { ...listing.settings, executeOnce: true } },
				splitOut('Keys', 'keys'),
				compare,
			];
		},
		end: lastItem,
	};
}

/** Checks that Sync read the list once, wrote nothing and did not fail. */
async function wrongSync(result: JsonObject, { simulator }: Account): Promise<string | undefined> {
	if ('error' in result) return JSON.stringify(result);
	const { requests } = await simulator.state();
	return requests === pages ? undefined : `${String(requests)} requests instead of ${pages}`;
}

const latencyMs = 20;
/** Seconds. */
const bound = 300;
const ownNodesBound = 180;

/** Each variant of Sync, and the minimum to compare it with. */
const pairs = [
	[sync('Sync (this package), columns as they are'), least('Get Many (this package)', [])],
	[
		sync('Sync (this package), computed columns', { columns: computed }),
		least('Get Many (this package), and the same expressions', Object.values(computed)),
	],
] as const;

/** Formats expressions in Markdown. */
function code(columns: Columns): string {
	return Object.values(columns)
		.map((expression) => `\`${expression.slice(1)}\``)
		.join(', ');
}

export const syncNothing: MeasuredCase = {
	name: 'sync',
	title: `Sync ${count(allKeys)} rows with ${count(allKeys)} keys, nothing to do, ${latencyMs} ms latency`,
	rounds: 3,
	run: async (bench) => {
		const { laboratory } = bench;
		const trials: Trials = new Map();
		const ratios: string[] = [];
		const size = { keys: allKeys, latencyMs, requestsPerMinute: unlimited };
		await laboratory.withAccount(size, async (account) => {
			for (const pair of pairs) {
				// n8n takes minutes to evaluate the expressions.
				const rounds = pair === pairs[0] ? bench.rounds : 1;
				const both = await inTurn({ ...bench, rounds }, account, pair, bound, (result) =>
					wrongSync(result, account),
				);
				for (const [subject, done] of both) trials.set(subject, done);
				ratios.push(`${multiple(both, pair).toFixed(2)} × (${pair[0].name})`);
			}
		});
		for (const limit of [allKeys / 10, allKeys]) {
			const subject = compareDatasets(limit);
			const trial = await laboratory.withAccount({ ...size, keys: limit }, (account) =>
				laboratory.trial(account, subject, { bound: ownNodesBound }),
			);
			trials.set(subject, [trial]);
		}
		const floor = (pages * latencyMs) / 1000;
		const text = [
			'The least is Get Many with Return All and, for computed columns, a node that does nothing but evaluate',
			`the same expressions (${code(computed)}). Sync reads columns as they are, such as`,
			`${code(asTheyAre)}, without n8n. It takes ${ratios.join(' and ')}`,
			"the least, compared within each round. Computed columns and n8n's own nodes are measured once.",
			`Compare Datasets searches the second list from its start for each row; given up after ${ownNodesBound} s.`,
			`Floor: ${pages} pages × ${latencyMs} ms = ${seconds(floor)} s.`,
		].join(' ');
		return { text: `${text}\n\n${comparisonTable(trials, floor)}` };
	},
};
