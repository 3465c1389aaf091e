import type { JsonObject } from '../../host/shape.mts';
import { markdownTable } from '../../host/markdown.mts';
import { count, median, megabytes, seconds, spread } from '../figures.mts';
import type { Account, Subject, Trial } from '../laboratory.mts';
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
import { inTurn, type Bench, type MeasuredCase } from './measuredCase.mts';

export const allKeys = 100_000;
export const pages = allKeys / 500;

/** The two columns that every list has. */
type Columns = Record<'keyIdentifier' | 'visualNumber', string>;

/** What n8n enters by default. */
const asTheyAre: Columns = {
	keyIdentifier: '={{ $json.keyIdentifier }}',
	visualNumber: '={{ $json.visualNumber }}',
};

const computed: Columns = {
	keyIdentifier: '={{ $json.keyIdentifier.toLowerCase() }}',
	visualNumber: '={{ $json.visualNumber.trim() }}',
};

/** The list of the user: the simulator's own keys, from an interface that does not count for fair use. */
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

/** Makes the keys of the account as the first of its keys are. */
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
			// Nothing to do is no item, and n8n would not run the next step.
			return [{ ...step, settings: { ...step.settings, alwaysOutputData: true } }];
		},
		end: lastItem,
	};
}

/** What Sync cannot do without: the list, and expressions if n8n has to evaluate them. */
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

/** n8n's own nodes: the list, compared with the rows. */
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
		work: ({ simulator, reference }) => {
			const listing = pagedRequest(reference, `${simulator.baseUrl}/emp/v1/charging-keys`, {
				name: 'page_size',
				value: '500',
			});
			return [
				{ ...listing, settings: { ...listing.settings, executeOnce: true } },
				splitOut('Keys', 'keys'),
				compare,
			];
		},
		end: lastItem,
	};
}

/** Sync read the list once, wrote nothing and did not fail. */
async function wrongSync(result: JsonObject, { simulator }: Account): Promise<string | undefined> {
	if ('error' in result) return JSON.stringify(result);
	const { requests } = await simulator.state();
	return requests === pages ? undefined : `${String(requests)} requests instead of ${pages}`;
}

const latencyMs = 20;
/** Seconds. */
const bound = 300;
const ownNodesBound = 180;

/** Sync, what it is compared with, and how often, at most: n8n takes minutes to evaluate the expressions. */
interface Pair {
	syncing: Subject;
	floor: Subject;
	rounds?: number;
}

const pairs: Pair[] = [
	{
		syncing: sync('Sync (this package), columns as they are'),
		floor: least('Get Many (this package)', []),
	},
	{
		syncing: sync('Sync (this package), computed columns', { columns: computed }),
		floor: least('Get Many (this package), and the same expressions', Object.values(computed)),
		rounds: 1,
	},
];

function nothingToDoTable(trials: Map<Subject, Trial[]>, others: Map<Subject, Trial>): string {
	const head = [
		...['', 'Seconds', '× the least', 'Processor, s', '× the least'],
		...['Peak memory, MB', 'Above the least, MB'],
	];
	const lines = pairs.flatMap(({ syncing, floor }) => {
		const [all, floors] = [trials.get(syncing) ?? [], trials.get(floor) ?? []];
		const line = (name: string, of: Trial[], compared: string[]) => [
			name,
			spread(
				of.map((trial) => trial.seconds),
				seconds,
			),
			compared[0] ?? '',
			seconds(median(of.map(({ processor }) => processor))),
			compared[1] ?? '',
			megabytes(median(of.map(({ bytes }) => bytes))),
			compared[2] ?? '',
		];
		const inRound = (figure: (trial: Trial, floor: Trial) => number) =>
			all.map((trial, round) => figure(trial, floors[round] ?? trial));
		return [
			line(syncing.name, all, [
				spread(
					inRound((trial, { seconds }) => trial.seconds / seconds),
					(value) => value.toFixed(2),
				),
				spread(
					inRound((trial, { processor }) => trial.processor / processor),
					(value) => value.toFixed(2),
				),
				spread(
					inRound((trial, { bytes }) => trial.bytes - bytes),
					megabytes,
				),
			]),
			line(floor.name, floors, ['1.00', '1.00', '0']),
		];
	});
	for (const [{ name }, { failure, ...trial }] of others) {
		lines.push([
			name,
			failure ?? seconds(trial.seconds),
			'–',
			seconds(trial.processor),
			'–',
			megabytes(trial.bytes),
			'–',
		]);
	}
	return markdownTable(head, lines);
}

async function measurePairs(bench: Bench, account: Account): Promise<Map<Subject, Trial[]>> {
	const all = new Map<Subject, Trial[]>();
	for (const { syncing, floor, rounds = bench.rounds } of pairs) {
		const limited = { ...bench, rounds: Math.min(rounds, bench.rounds) };
		const trials = await inTurn(limited, account, [syncing, floor], bound, (result) =>
			wrongSync(result, account),
		);
		for (const [subject, done] of trials) all.set(subject, done);
	}
	return all;
}

/** Expressions in Markdown. */
function code(columns: Columns): string {
	return Object.values(columns)
		.map((expression) => `\`${expression.slice(1)}\``)
		.join(', ');
}

/** The same with n8n's own nodes, once each: with 10,000 rows, and with all. */
async function withOwnNodes({ laboratory, say }: Bench): Promise<Map<Subject, Trial>> {
	const trials = new Map<Subject, Trial>();
	for (const limit of [allKeys / 10, allKeys]) {
		const subject = compareDatasets(limit);
		const size = { keys: limit, latencyMs, requestsPerMinute: unlimited };
		const trial = await laboratory.withAccount(size, (account) =>
			laboratory.trial(account, subject, { bound: ownNodesBound }),
		);
		say(`${subject.name}: ${trial.failure ?? `${seconds(trial.seconds)} s`}`);
		trials.set(subject, trial);
	}
	return trials;
}

export const syncNothing: MeasuredCase = {
	name: 'sync',
	title: `Sync ${count(allKeys)} rows with ${count(allKeys)} keys, nothing to do, ${latencyMs} ms latency`,
	rounds: 3,
	run: async (bench) => {
		const size = {
			keys: allKeys,
			latencyMs,
			requestsPerMinute: unlimited,
		};
		const trials = await bench.laboratory.withAccount(size, (account) =>
			measurePairs(bench, account),
		);
		const text = [
			'The least is Get Many with Return All and, for computed columns, a node that does nothing but evaluate',
			`the same expressions (${code(computed)}). Sync reads columns as they are, such as`,
			`${code(asTheyAre)}, without n8n. Median, and least to most, of the rounds; compared within each`,
			"round. Computed columns and n8n's own nodes were measured once. Compare Datasets searches the",
			`second list from its start for each row; given up after ${ownNodesBound} s.`,
		].join(' ');
		return { text: `${text}\n\n${nothingToDoTable(trials, await withOwnNodes(bench))}` };
	},
};
