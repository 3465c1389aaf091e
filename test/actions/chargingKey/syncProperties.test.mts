import fc from 'fast-check';
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import type { ChargingKey, Fault } from '../../../simulator/simulator.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeResult } from '../../engine/engine.mts';
import { runOperation } from '../../engine/operation.mts';
import { time } from '../../engine/simulatedTime.mts';
import { expectedOf, isBlank, isSame, reversed, type Row } from './syncOracle.mts';

jest.mock('../../../dist/nodes/PlugsurfingEmp/api/http/systemClock.js', () =>
	jest.requireActual<object>('../../engine/simulatedTime.mts'),
);
jest.mock('../../../dist/nodes/PlugsurfingEmp/api/http/sendWithRetries.js', () =>
	jest.requireActual<object>('../../engine/simulatedTime.mts'),
);

/** More runs, as in .ci/nightly: PROPERTY_RUNS=2000 npm test -- syncProperties */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 60);
/** The same cases for every change, new ones every night. */
const seed = process.env.PROPERTY_RUNS === undefined ? 1 : Date.now();

jest.setTimeout(60_000 + numRuns * 1000);

const simulator = useSimulator({ keys: 0, now: time.now });

/** Enough for a second page. */
const PAGE = 500;

interface Case {
	keys: ChargingKey[];
	/** Keys that no row names, so that the list has more than one page. */
	others: number;
	rows: Row[];
	isBigEndian: boolean;
	missing: Pick<Parameters<typeof expectedOf>[2], 'missingKeys' | 'fleetId'>;
	brake: { maxDisabled: number; maxDisabledShare: number };
	onError: OnError;
	maxConcurrent: number;
	maxRetries: number;
	faults: Fault[];
}

// Few values, so that rows and keys often match.
const keyIdentifier = fc
	.tuple(
		fc.constantFrom('aa01', 'bb02', 'c0de03', 'ee04', 'f05f', '4224', 'abab'),
		fc.constantFrom('', '', 'upper', 'mirrored', 'mirrored upper'),
	)
	.map(([id, how]) => {
		const bytes = how.includes('mirrored') ? reversed(id) : id;
		return how.includes('upper') ? bytes.toUpperCase() : bytes;
	});
const visualNumber = fc.constantFrom('V1', 'V1', 'V1', 'V2');
const maybe = <T,>(...values: T[]) =>
	fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

const key: fc.Arbitrary<ChargingKey> = fc
	.record({
		keyIdentifier,
		visualNumber,
		contractId: fc.constantFrom('C1', 'C1', 'C2'),
		fleetId: maybe('F1', 'F1', 'F2'),
		enabled: fc.constantFrom(true, true, true, false),
		validTo: fc.constantFrom('2035-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z'),
	})
	.map(({ fleetId, ...rest }) => ({ ...rest, ...(fleetId && { fleetId }) }));

const filledRow: fc.Arbitrary<Row> = fc.record({
	keyIdentifier: fc.oneof(
		{ weight: 60, arbitrary: keyIdentifier },
		{ weight: 1, arbitrary: fc.constant('xyz') },
	),
	visualNumber,
	contractId: maybe('C1'),
	fleetId: fc.option(fc.constantFrom('F1', 'F1', 'F2'), { nil: undefined, freq: 1 }),
	enabled: maybe(true, false),
});
const blankRow = fc.constant<Row>({ keyIdentifier: '', visualNumber: '' });

/** Rows, some of them repeated, possibly spelled differently. */
const rows = fc
	.array(
		fc.tuple(
			fc.oneof({ weight: 9, arbitrary: filledRow }, { weight: 1, arbitrary: blankRow }),
			fc.constantFrom('', '', '', '', 'again', 'upper', 'mirrored'),
		),
		{ minLength: 1, maxLength: 8 },
	)
	.map((all) =>
		all.flatMap(([row, again]) => {
			const { keyIdentifier: id } = row;
			if (again === '') return [row];
			const same = again === 'upper' ? id.toUpperCase() : again === 'mirrored' ? reversed(id) : id;
			return [row, { ...row, keyIdentifier: id === 'xyz' ? id : same }];
		}),
	);

const when = { after: fc.nat(3), times: fc.integer({ min: 1, max: 3 }) };
const method = fc.constantFrom('GET', 'POST', 'PUT');
const fault: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({ kind: fc.constant('status'), status: fc.constant(429), method, ...when }),
	fc.record({
		kind: fc.constant('status'),
		status: fc.constantFrom(500, 503),
		tookEffect: fc.boolean(),
		method,
		...when,
	}),
	fc.record({ kind: fc.constant('reset'), tookEffect: fc.boolean(), method, ...when }),
	// Another client created the key at the same time.
	fc.record({
		kind: fc.constant('status'),
		status: fc.constant(409),
		tookEffect: fc.constant(true),
		method: fc.constant('POST'),
		...when,
	}),
	fc.record({
		kind: fc.constantFrom('emptyPage', 'repeatedCursor'),
		method: fc.constant('GET'),
		...when,
	}),
);

const anyCase: fc.Arbitrary<Case> = fc.record({
	keys: fc.uniqueArray(key, { maxLength: 8, selector: (one) => one.keyIdentifier }),
	others: fc.constantFrom(0, 0, 0, 0, 0, PAGE),
	rows,
	isBigEndian: fc.constantFrom(false, false, false, true),
	missing: fc.constantFrom<Case['missing']>(
		{ missingKeys: 'leave', fleetId: '' },
		{ missingKeys: 'leave', fleetId: 'F1' },
		{ missingKeys: 'disableInFleet', fleetId: 'F1' },
		{ missingKeys: 'disableInFleet', fleetId: 'F1' },
		{ missingKeys: 'disableInAccount', fleetId: '' },
		{ missingKeys: 'disableInAccount', fleetId: 'F1' },
	),
	brake: fc.record({
		maxDisabled: fc.oneof(fc.constant(1000), fc.nat(4)),
		maxDisabledShare: fc.constantFrom(100, 100, 50, 20, 0),
	}),
	onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
	maxConcurrent: fc.constantFrom(1, 3, 10),
	maxRetries: fc.nat(2),
	faults: fc.array(fault, { maxLength: 4 }),
});

function sync(of: Case, dryRun: boolean): Promise<NodeResult> {
	const items = of.rows.map((row): IDataObject => ({ ...row }));
	const parameters: INodeParameters = {
		dryRun,
		...of.missing,
		additionalFields: {
			contractId: '={{ $json.contractId }}',
			enabled: '={{ $json.enabled }}',
			fleetId: '={{ $json.fleetId }}',
			...(of.isBigEndian && { byteOrder: 'bigEndian' }),
		},
		options: {
			...of.brake,
			output: 'all',
			maxConcurrent: of.maxConcurrent,
			maxRetries: of.maxRetries,
		},
	};
	const { onError } = of;
	return runOperation(simulator(), 'chargingKey.sync', parameters, { items, onError });
}

const keysNow = () => [...simulator().chargingKeys].map((one) => ({ ...one }));
const writes = () => simulator().requests.filter((request) => request.method !== 'GET');

function hasFailed({ status, outputs }: NodeResult): boolean {
	return status === 'error' || outputs.flat().some(({ json }) => 'error' in json);
}

/** Expects one result or error per non-blank row. */
function expectEachRowOnce(of: Case, { outputs }: NodeResult): void {
	const pairs = outputs.flat().flatMap(({ json, pairedItem }) => {
		if (typeof pairedItem !== 'object' || !('item' in pairedItem)) return [];
		// n8n itself pairs unpaired results if there is one input item, or one per result.
		const isOfRow = 'action' in json && !(json.action === 'disable' && 'reason' in json);
		return [{ item: pairedItem.item, isOfRow }];
	});
	const paired = pairs.map(({ item }) => item);
	const ofRows = pairs.filter(({ isOfRow }) => isOfRow).map(({ item }) => item);
	expect(new Set(ofRows).size).toBe(ofRows.length);
	const filled = of.rows.flatMap((row, index) => (isBlank(row) ? [] : [index]));
	expect(paired).toEqual(expect.arrayContaining(filled));
}

async function check(of: Case): Promise<void> {
	time.nextDay();
	simulator().reset();
	for (const one of of.keys) simulator().chargingKeys.add(one);
	for (let n = 0; n < of.others; n++) {
		const id = `dd${String(n).padStart(6, '0')}`;
		simulator().chargingKeys.add({
			keyIdentifier: id,
			visualNumber: id,
			contractId: id,
			validTo: '2035-01-01T00:00:00.000Z',
			enabled: true,
		});
	}
	const before = keysNow();
	const stops = of.onError === 'stopWorkflow';
	const effective = of.rows.map((row) =>
		of.isBigEndian && row.keyIdentifier !== 'xyz'
			? { ...row, keyIdentifier: reversed(row.keyIdentifier) }
			: row,
	);
	const expected = expectedOf(effective, before, { ...of.missing, ...of.brake, stops });

	simulator().faults.add(...of.faults);
	await sync(of, true);
	expect(writes()).toEqual([]);
	expect(keysNow()).toEqual(before);

	simulator().faults.clear();
	simulator().faults.add(...of.faults);
	const first = await sync(of, false);
	if (!stops) expectEachRowOnce(of, first);
	simulator().faults.clear();
	if (hasFailed(first)) {
		// Two minutes of nothing but 429 count as an exhausted daily limit.
		time.nextDay();
		const second = await sync(of, false);
		if (!stops) expectEachRowOnce(of, second);
		expect(hasFailed(second)).toBe(expected.isRefused || expected.hasBadRows);
	} else {
		expect(expected.isRefused || expected.hasBadRows).toBe(false);
	}

	const after = keysNow();
	expect(after.slice(0, before.length)).toEqual(expected.listed);
	const added = after.slice(before.length);
	expect(added).toHaveLength(expected.created.length);
	for (const group of expected.created) {
		const [{ visualNumber = '', contractId, fleetId, enabled = true } = {}] = group;
		const made = added.filter((one) =>
			group.some((row) => row.keyIdentifier === one.keyIdentifier),
		);
		expect(made).toMatchObject([
			{ visualNumber, enabled, ...(contractId && { contractId }), ...(fleetId && { fleetId }) },
		]);
	}
	for (const one of added) expect(after.filter((other) => isSame(one, other))).toEqual([one]);

	const disabled = writes().filter(({ path }) => path.endsWith('/disable'));
	expect(new Set(disabled.map(({ path }) => path)).size).toBeLessThanOrEqual(expected.mayDisable);

	simulator().clearRequests();
	const third = await sync(of, false);
	expect(writes()).toEqual([]);
	expect(keysNow()).toEqual(after);
	if (!expected.isRefused && !expected.hasBadRows) {
		for (const { json } of third.outputs.flat())
			expect(['none', 'conflict']).toContain(json.action);
	}
}

test(`Sync is right for any list, rows and faults: ${numRuns} runs`, () =>
	fc.assert(fc.asyncProperty(anyCase, check), { numRuns, seed }));
