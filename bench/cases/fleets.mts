import { isDeepStrictEqual } from 'node:util';
import { arrayAt, at } from '../../host/shape.mts';
import { count, seconds } from '../figures.mts';
import type { Account, Subject } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import { givenItems, lastItem, leastRequests, ours, pagedRequest, splitOut } from '../steps.mts';
import { getMany, keyList } from './listing.mts';
import { barsOf, comparisonTable, inTurn, multipleOf, type MeasuredCase } from './measuredCase.mts';

const latencyMs = 50;
const keys = 100_000;
const fleets = 10;
const pageRows = 500;

export async function fleetsOf({ simulator }: Account): Promise<string[]> {
	return arrayAt(await simulator.state(), 'fleetIds').map(String);
}

/** Returns the number of keys in the simulator's fleets: three per fleet for each key without one. */
export function inFleets(all: number, fleetCount: number): number {
	const cycle = 3 * fleetCount + 1;
	return all - Math.floor(all / cycle);
}

function subjectsFor(fleetIds: readonly string[]): [Subject, ...Subject[]] {
	const { path, field, pageSize } = keyList;
	const listOf = (baseUrl: string, fleetId: string) =>
		`${baseUrl}${path}?${pageSize.name}=${pageSize.value}&fleetId=${fleetId}`;
	return [
		{
			name: `Get Many (this package), ${fleets} fleets`,
			work: ({ reference }) => [
				ours(reference, {
					resource: 'chargingKey',
					operation: 'getAll',
					returnAll: true,
					filters: { fleetId: fleetIds.join(',') },
				}),
			],
			end: lastItem,
		},
		{
			name: `HTTP Request + Split Out, an item for each fleet`,
			before: () => givenItems(fleetIds.map((fleetId) => ({ fleetId }))),
			work: ({ baseUrl, reference }) => [
				pagedRequest(reference, `=${listOf(baseUrl, '{{ $json.fleetId }}')}`),
				splitOut('Work', field),
			],
			end: lastItem,
		},
		{
			name: `The least node, ${fleets} lists at a time`,
			work: ({ baseUrl, reference }) => [
				leastRequests(
					reference,
					field,
					fleetIds.map((fleetId) => ({ url: listOf(baseUrl, fleetId) })),
					fleets,
				),
			],
		},
		{ ...getMany(), name: 'Get Many (this package), one list of all keys' },
	];
}

export const listFleets: MeasuredCase = {
	name: 'fleets',
	title: `List ${count(keys)} keys in ${fleets} fleets, ${latencyMs} ms latency`,
	rounds: 3,
	run: (bench) =>
		bench.laboratory.withAccount(
			{ keys, fleets, latencyMs, requestsPerMinute: unlimited },
			async (account) => {
				const fleetIds = await fleetsOf(account);
				const lastInFleets = (await account.simulator.keys(keys)).findLast(
					(key) => at(key, 'fleetId') === fleetIds.at(-1),
				);
				const last = await account.simulator.lastKey();
				const subjects = subjectsFor(fleetIds);
				const [ofOurs] = subjects;
				const trials = await inTurn(bench, account, subjects, 120, (result, subject) =>
					isDeepStrictEqual(result, subject === subjects.at(-1) ? last : lastInFleets)
						? undefined
						: 'the last item is not the last row',
				);
				const floor = ((keys / pageRows) * latencyMs) / 1000;
				const text = [
					`Floor: the single chain of ${keys / pageRows} pages × ${latencyMs} ms = ${seconds(floor)} s.`,
					`The fleets have ${count(inFleets(keys, fleets))} of the keys.`,
				].join(' ');
				return {
					text: `${text}\n\n${comparisonTable(trials, floor)}`,
					targets: [
						{
							letter: 'd',
							what: `List ${fleets} fleets, × the floor of a single chain`,
							atMost: 0.25,
							reached: multipleOf(trials, ofOurs, floor),
						},
					],
					chart: {
						unit: 'Seconds (median; a dot for each round)',
						bars: barsOf(trials, (trial) => trial.seconds),
						floor: { name: 'floor of a single chain', value: floor },
					},
				};
			},
		),
};
