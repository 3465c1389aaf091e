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

export const rows = 100_000;
export const pages = rows / 500;

/** The two columns that every list has. */
interface Columns {
	keyIdentifier: string;
	visualNumber: string;
}

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

/** Makes the keys of the account as the rows are. */
export function sync(
	name: string,
	columns: Columns = asTheyAre,
	additionalFields: JsonObject = {},
	options: JsonObject = {},
): Subject {
	return {
		name,
		before: list(rows),
		work: ({ reference }) => {
			const step = ours(reference, {
				resource: 'chargingKey',
				operation: 'sync',
				...columns,
				additionalFields,
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

/** What Sync cannot do without: its expressions, and the list. */
function least(name: string, columns: Columns): Subject {
	return {
		name,
		before: list(rows),
		work: ({ reference }) => [
			evaluation([columns.keyIdentifier, columns.visualNumber]),
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

const pairs: Array<[Subject, Subject]> = [
	[
		sync('Sync (this package), columns as they are'),
		least('Get Many (this package) and the same expressions', asTheyAre),
	],
	[
		sync('Sync (this package), computed columns', computed),
		least('Get Many (this package) and the same computed expressions', computed),
	],
];

function nothingToDoTable(trials: Map<Subject, Trial[]>, others: Map<Subject, Trial>): string {
	const head = [
		...['', 'Seconds', '× the least', 'Processor, s', 'Peak memory, MB', 'Above the least, MB'],
	];
	const lines = pairs.flatMap(([syncing, floor]) => {
		const [all, floors] = [trials.get(syncing) ?? [], trials.get(floor) ?? []];
		const line = (name: string, of: Trial[], compared: string[]) => [
			name,
			spread(
				of.map((trial) => trial.seconds),
				seconds,
			),
			compared[0] ?? '',
			seconds(median(of.map(({ processor }) => processor))),
			megabytes(median(of.map(({ bytes }) => bytes))),
			compared[1] ?? '',
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
					inRound((trial, { bytes }) => trial.bytes - bytes),
					megabytes,
				),
			]),
			line(floor.name, floors, ['1.00', '0']),
		];
	});
	for (const [{ name }, { failure, ...trial }] of others) {
		lines.push([
			name,
			failure ?? seconds(trial.seconds),
			'–',
			seconds(trial.processor),
			megabytes(trial.bytes),
			'–',
		]);
	}
	return markdownTable(head, lines);
}

/** The same with n8n's own nodes, once each: with 10,000 rows, and with all. */
async function withOwnNodes({ laboratory, say }: Bench): Promise<Map<Subject, Trial>> {
	const trials = new Map<Subject, Trial>();
	for (const limit of [rows / 10, rows]) {
		const subject = compareDatasets(limit);
		const size = { keys: limit, latencyMs, requestsPerMinute: unlimited };
		const trial = await laboratory.withAccount(size, (account) =>
			laboratory.trial(account, subject, { bound }),
		);
		say(`${subject.name}: ${trial.failure ?? `${seconds(trial.seconds)} s`}`);
		trials.set(subject, trial);
	}
	return trials;
}

export const syncNothing: MeasuredCase = {
	letter: 'g',
	title: `Sync ${count(rows)} rows with ${count(rows)} keys, nothing to do, ${latencyMs} ms latency`,
	rounds: 3,
	run: async (bench) => {
		const size = {
			keys: rows,
			latencyMs,
			requestsPerMinute: unlimited,
		};
		const trials = await bench.laboratory.withAccount(size, (account) =>
			inTurn(bench, account, pairs.flat(), bound, (result) => wrongSync(result, account)),
		);
		const text = [
			'The least: Get Many with Return All, and a node that does nothing but evaluate the same expressions.',
			'Sync does not evaluate an expression that only reads a column, such as `{{ $json.keyIdentifier }}`, but',
			'reads the column itself. Median, and least to most, of the rounds; compared within each round.',
			`Compare Datasets looks through the second list for each row; given up after ${bound} s.`,
		].join(' ');
		return `${text}\n\n${nothingToDoTable(trials, await withOwnNodes(bench))}`;
	},
};
