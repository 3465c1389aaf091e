import { setTimeout as pause } from 'node:timers/promises';
import { at, type JsonObject } from '../../host/shape.mts';
import { markdownTable } from '../../host/markdown.mts';
import { fairUseOptimum } from '../fairUseOptimum.mts';
import { count, median, megabytes, ratio, seconds } from '../figures.mts';
import type { Account, Subject, Trial } from '../laboratory.mts';
import { unlimited, type SimulatorProcess } from '../simulatorProcess.mts';
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

const rows = 100_000;
const pages = rows / 500;
const minuteMs = 60_000;

const identifier = '={{ $json.keyIdentifier }}';
const visualNumber = '={{ $json.visualNumber }}';
const moreColumns = {
	contractId: '={{ $json.contractId }}',
	enabled: '={{ $json.enabled }}',
	fleetId: '={{ $json.fleetId }}',
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

function sync(name: string, additionalFields: JsonObject, options: JsonObject = {}): Subject {
	return {
		name,
		before: list(rows),
		work: ({ reference }) => {
			const step = ours(reference, {
				resource: 'chargingKey',
				operation: 'sync',
				keyIdentifier: identifier,
				visualNumber,
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
function least(name: string, expressions: string[]): Subject {
	return {
		name,
		before: list(rows),
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

const nothingToDoLatencyMs = 20;

const pairs: Array<[Subject, Subject]> = [
	[
		sync('Sync (this package), 2 columns', {}),
		least('Get Many (this package) and the same 2 expressions', [identifier, visualNumber]),
	],
	[
		sync('Sync (this package), 5 columns', moreColumns),
		least('Get Many (this package) and the same 5 expressions', [
			identifier,
			visualNumber,
			...Object.values(moreColumns),
		]),
	],
];

/** The middle of some figures, with the least and the most of them. */
function spread(values: readonly number[], format: (value: number) => string): string {
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return `${format(median(values))} (${format(least)}–${format(most)})`;
}

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
		const size = { keys: limit, latencyMs: nothingToDoLatencyMs, requestsPerMinute: unlimited };
		const trial = await laboratory.withAccount(size, (account) =>
			laboratory.trial(account, subject, { bound: ownNodesBound }),
		);
		say(`${subject.name}: ${trial.failure ?? `${seconds(trial.seconds)} s`}`);
		trials.set(subject, trial);
	}
	return trials;
}

const ownNodesBound = 600;

export const syncNothing: MeasuredCase = {
	letter: 'g',
	title: `Sync ${count(rows)} rows with ${count(rows)} keys, nothing to do, ${nothingToDoLatencyMs} ms latency`,
	rounds: 3,
	run: async (bench) => {
		const size = {
			keys: rows,
			latencyMs: nothingToDoLatencyMs,
			requestsPerMinute: unlimited,
		};
		const trials = await bench.laboratory.withAccount(size, (account) =>
			inTurn(bench, account, pairs.flat(), 300, (result) => wrongSync(result, account)),
		);
		const text = [
			'The least is what Sync cannot do without: Get Many with Return All, and a node that does nothing but',
			'evaluate the same expressions. Median, and least to most, of the rounds; compared within each round.',
			`Compare Datasets looks through the second list for each row; given up after ${ownNodesBound} s.`,
		].join(' ');
		return `${text}\n\n${nothingToDoTable(trials, await withOwnNodes(bench))}`;
	},
};

const disables = 5000;
const disablingLatencyMs = 100;
const perMinute = 3000;
const concurrent = 10;
/** All start at the same second of a clock minute, because the optimum depends on it. */
const startsAtMs = 5000;

interface Disabling extends Trial {
	done: number;
	/** Milliseconds from the first request to the last answer, and the least they can be. */
	requestsMs: number;
	optimumMs: number;
	refused: number;
}

/** The first rows that are to be disabled, so that exactly `disables` enabled ones are among them. */
async function rowsToDisable(simulator: SimulatorProcess): Promise<number> {
	const keys = await simulator.keys(rows);
	let enabled = 0;
	const row = keys.findIndex((key) => at(key, 'enabled') === true && ++enabled === disables);
	return row + 1;
}

async function disableSome({ laboratory }: Bench, account: Account): Promise<Disabling> {
	const { simulator } = account;
	const first = await rowsToDisable(simulator);
	const enabled = `={{ $itemIndex < ${first} ? false : $json.enabled }}`;
	const trial = await laboratory.trial(
		account,
		sync('Sync', { enabled }, { maxDisabled: disables }),
		{
			bound: 300,
			warmUps: 1,
			justBefore: () => pause((minuteMs + startsAtMs - (Date.now() % minuteMs)) % minuteMs),
		},
	);
	const requests = await simulator.requests();
	const puts = requests.filter((request) => at(request, 'method') === 'PUT');
	const sentAt = (request: unknown) => Number(at(request, 'at'));
	const startedAt = sentAt(requests[0]);
	const lastAnswer = Math.max(...puts.map(sentAt)) + disablingLatencyMs;
	const listedAt = startedAt + pages * disablingLatencyMs;
	const nextMinute = Math.floor(listedAt / minuteMs) * minuteMs;
	const inSameMinute = Math.min(pages, Math.ceil((listedAt - nextMinute) / disablingLatencyMs));
	const optimum = fairUseOptimum({
		...{ requests: disables, perMinute, concurrent, latencyMs: disablingLatencyMs },
		startedAt: listedAt,
		spent: inSameMinute,
	});
	return {
		...trial,
		done: new Set(puts.filter((put) => at(put, 'status') === 200).map((put) => at(put, 'path')))
			.size,
		refused: puts.filter((put) => at(put, 'status') === 429).length,
		requestsMs: lastAnswer - startedAt,
		optimumMs: listedAt - startedAt + optimum,
	};
}

export const syncDisables: MeasuredCase = {
	letter: 'h',
	title: `Sync ${count(rows)} rows with ${count(rows)} keys, ${count(disables)} to disable, ${disablingLatencyMs} ms latency, ${count(perMinute)} requests per clock minute`,
	rounds: 3,
	run: (bench) =>
		bench.laboratory.withAccount(
			{ keys: rows, latencyMs: disablingLatencyMs, requestsPerMinute: perMinute },
			async (account) => {
				const all: Disabling[] = [];
				for (let round = 1; round <= bench.rounds; round++) {
					const one = await disableSome(bench, account);
					all.push(one);
					bench.say(
						`Round ${round}: ${one.failure ?? `${one.done} done, ${ratio(one.requestsMs, one.optimumMs)} × optimum`}`,
					);
				}
				const inSeconds = (value: number) => seconds(value / 1000);
				const text = [
					`The expressions are evaluated from second ${startsAtMs / 1000} of a clock minute on (three columns).`,
					`The optimum begins with the first request: ${pages} pages one after the other, then the disables,`,
					`${concurrent} at a time, as soon as fair use allows.`,
				].join(' ');
				const table = markdownTable(
					[
						...['', 'Done', 'Refused (429)', 'Seconds in all', 'From first request to last answer'],
						...['Optimum', '× optimum', 'Peak memory, MB'],
					],
					[
						[
							'Sync (this package)',
							count(Math.min(...all.map(({ done }) => done))),
							count(Math.max(...all.map(({ refused }) => refused))),
							all.find(({ failure }) => failure !== undefined)?.failure ??
								seconds(median(all.map((one) => one.seconds))),
							spread(
								all.map(({ requestsMs }) => requestsMs),
								inSeconds,
							),
							inSeconds(median(all.map(({ optimumMs }) => optimumMs))),
							spread(
								all.map(({ requestsMs, optimumMs }) => requestsMs / optimumMs),
								(value) => value.toFixed(2),
							),
							megabytes(median(all.map(({ bytes }) => bytes))),
						],
					],
				);
				return `${text}\n\n${table}`;
			},
		),
};
