import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../../simulator/simulator.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeResult, NodeRun } from '../../engine/engine.mts';
import { results, runOperation } from '../../engine/operation.mts';
import { fromAI, toolOf } from '../../engine/tool.mts';

const simulator = useSimulator({ keys: 0 });

/** Maps all columns of a list, as a user does in the panel. */
const MAPPED = {
	contractId: '={{ $json.contractId }}',
	enabled: '={{ $json.enabled }}',
	fleetId: '={{ $json.fleetId }}',
};

function addKey(keyIdentifier: string, more: Partial<Parameters<Add>[0]> = {}) {
	simulator().chargingKeys.add({
		keyIdentifier,
		visualNumber: `V-${keyIdentifier}`,
		contractId: `C-${keyIdentifier}`,
		validTo: '2035-01-01T00:00:00.000Z',
		enabled: true,
		...more,
	});
}
type Add = Simulator['chargingKeys']['add'];

function row(keyIdentifier: string, more: IDataObject = {}): IDataObject {
	return { keyIdentifier, visualNumber: `V-${keyIdentifier}`, ...more };
}

function sync(
	items: IDataObject[],
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return runOperation(
		simulator(),
		'chargingKey.sync',
		{ dryRun: false, additionalFields: MAPPED, ...parameters },
		{ items, ...run },
	);
}

/** The requests that change something: "POST aa00", "PUT aa00/disable". */
function writes(): string[] {
	return simulator()
		.requests.filter(({ method }) => method !== 'GET')
		.map(({ method, path, bodyText }) =>
			method === 'POST'
				? `POST ${(JSON.parse(bodyText) as { keyIdentifier: string }).keyIdentifier}`
				: `PUT ${path.split('/').slice(-2).join('/')}`,
		)
		.sort();
}

function hints({ hints }: NodeResult): string[] {
	return hints.map(({ message }) => message);
}

/** "action keyIdentifier" of each result, with the item it belongs to. */
function summary({ outputs }: NodeResult): string[] {
	return (outputs[0] ?? []).map(({ json, pairedItem }) => {
		const item = typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : '-';
		const { action, keyIdentifier, applied } = json as Record<string, string | boolean>;
		return `${item} ${action ?? '?'} ${keyIdentifier ?? '?'}${applied === true ? '' : ' (not applied)'}`;
	});
}

describe('Sync', () => {
	beforeEach(() => {
		addKey('aa01');
		addKey('aa02', { enabled: false });
		addKey('aa03');
		addKey('aa04');
	});

	const rows = [
		row('bb01', { enabled: true }),
		row('aa02', { enabled: true }),
		row('aa03', { enabled: false }),
		row('aa01', { contractId: 'C-other' }),
		row('AA04', { visualNumber: 'V-aa04' }),
	];

	test('creates, enables and disables what differs, reports conflicts, and leaves the rest alone', async () => {
		const result = await sync(rows, { options: { maxDisabledShare: 50 } });

		expect(summary(result)).toEqual([
			'0 create bb01',
			'1 enable aa02',
			'2 disable aa03',
			'3 conflict aa01 (not applied)',
		]);
		expect(writes()).toEqual(['POST bb01', 'PUT aa02/enable', 'PUT aa03/disable']);
		expect(results(result)).toMatchObject([
			{ key: { keyIdentifier: 'bb01', visualNumber: 'V-bb01', enabled: true }, differences: {} },
			{ key: { enabled: true }, differences: { enabled: { wanted: true, actual: false } } },
			{ key: { enabled: false } },
			{ differences: { contractId: { wanted: 'C-other', actual: 'C-aa01' } } },
		]);
		expect(Object.keys(results(result)[0] ?? {})).toEqual([
			'action',
			'keyIdentifier',
			'visualNumber',
			'differences',
			'applied',
			'key',
		]);
		expect(hints(result)).toEqual(['1 created, 1 enabled, 1 disabled, 1 unchanged, 1 conflict']);

		const again = await sync(rows, { options: { maxDisabledShare: 50 } });
		expect(summary(again)).toEqual(['3 conflict aa01 (not applied)']);
		expect(writes()).toHaveLength(3);
	});

	test('with Output All also returns unchanged keys and marks expired ones', async () => {
		addKey('aa05', { validTo: '2020-01-01T00:00:00.000Z' });
		const result = await sync([row('aa01'), row('aa05')], { options: { output: 'all' } });
		expect(results(result)).toMatchObject([
			{ action: 'none', applied: false, keyIdentifier: 'aa01' },
			{ action: 'none', applied: false, keyIdentifier: 'aa05', expired: true },
		]);
		expect(results(result)[0]).not.toHaveProperty('expired');
	});

	test.each([[true], [''], ['={{ $json.missing }}'], ['true']])(
		'writes nothing in a dry run: %j',
		async (dryRun) => {
			const result = await sync(rows, { dryRun, options: { maxDisabledShare: 50 } });
			expect(summary(result)).toEqual([
				'0 create bb01 (not applied)',
				'1 enable aa02 (not applied)',
				'2 disable aa03 (not applied)',
				'3 conflict aa01 (not applied)',
			]);
			expect(writes()).toEqual([]);
			expect(hints(result)).toEqual([
				'Dry run, nothing was changed: 1 to create, 1 to enable, 1 to disable, 1 unchanged, 1 conflict',
			]);
		},
	);

	test('is a dry run by default', async () => {
		await runOperation(simulator(), 'chargingKey.sync', {}, { items: rows });
		expect(writes()).toEqual([]);
	});

	test('logs its progress', async () => {
		const log: string[] = [];
		let now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 10_000));
		await sync(rows, { options: { maxDisabledShare: 50 } }, { log: (text) => log.push(text) });
		clock.mockRestore();
		expect(log).toEqual([
			'Read 4 charging keys',
			'Sync made 1 of 3 changes',
			'Sync made 2 of 3 changes',
			'Sync made 3 of 3 changes',
		]);
	});

	test('creates a key with only the fields of its row, with reversed bytes if requested', async () => {
		await sync([row('bb01', { contractId: 'C-1', fleetId: 'F1', enabled: false }), row('bb02')], {
			additionalFields: { ...MAPPED, byteOrder: 'bigEndian' },
		});
		const bodies = simulator()
			.requests.filter(({ method }) => method === 'POST')
			.map(({ bodyText }): unknown => JSON.parse(bodyText));
		expect(bodies).toEqual([
			{
				keyIdentifier: '01bb',
				visualNumber: 'V-bb01',
				contractId: 'C-1',
				fleetId: 'F1',
				enabled: false,
			},
			{ keyIdentifier: '02bb', visualNumber: 'V-bb02' },
		]);
	});
});

describe('missing keys', () => {
	beforeEach(() => {
		addKey('aa01', { fleetId: 'F1' });
		addKey('aa02', { fleetId: 'F1' });
		addKey('aa03', { fleetId: 'F2' });
		addKey('aa04');
		addKey('aa05', { fleetId: 'F1', enabled: false });
	});
	const generous = { options: { maxDisabledShare: 100 } };

	test('stay unchanged by default', async () => {
		expect(summary(await sync([row('aa01')]))).toEqual([]);
		expect(writes()).toEqual([]);
	});

	test('that could not be disabled are errors with their identifier', async () => {
		simulator().faults.add({
			kind: 'status',
			status: 500,
			path: '/emp/v1/charging-keys/aa02/disable',
		});
		const parameters = { missingKeys: 'disableInFleet', fleetId: 'F1', ...generous };
		const { outputs } = await sync([row('aa05')], parameters, { onError: 'continueErrorOutput' });
		const differences = { enabled: { wanted: false, actual: true } };
		expect(outputs[0]).toMatchObject([
			{
				json: { action: 'disable', keyIdentifier: 'aa01', differences, reason: 'Not in the input' },
			},
		]);
		const error = expect.stringContaining('disable the charging key aa02') as string;
		expect(outputs[1]).toMatchObject([{ json: { error } }]);
	});

	test('that are not disabled after an error count as not done', async () => {
		simulator().faults.add({
			kind: 'status',
			status: 500,
			path: '/emp/v1/charging-keys/aa02/disable',
		});
		const parameters = {
			missingKeys: 'disableInAccount',
			options: { ...generous.options, maxConcurrent: 1 },
		};
		const result = await sync([row('bb01')], parameters);
		expect(result.error?.description).toContain(
			'Done before it stopped: 1 created, 1 disabled. Not done: 3 changes.',
		);
	});

	test('in the fleet are disabled and paired with no item', async () => {
		const result = await sync([row('aa01'), row('bb01'), row('aa03'), row('aa05')], {
			missingKeys: 'disableInFleet',
			fleetId: 'F1',
			...generous,
		});
		expect(summary(result)).toEqual([
			'1 create bb01',
			'2 conflict aa03 (not applied)',
			'- disable aa02',
		]);
		expect(results(result).slice(2)).toMatchObject([
			{ key: { keyIdentifier: 'aa02', enabled: false } },
		]);
		expect(writes()).toEqual(['POST bb01', 'PUT aa02/disable']);
	});

	test('in a fleet require a Fleet ID', async () => {
		const { error } = await sync([row('aa01')], { missingKeys: 'disableInFleet' });
		expect(error?.message).toBe(
			'"Fleet ID" must not be empty when Missing Keys is Disable in Fleet',
		);
		expect(simulator().requests).toEqual([]);
	});

	test('are not disabled if a row is invalid, and are returned with the reason', async () => {
		const parameters = { missingKeys: 'disableInFleet', fleetId: 'F1', ...generous };
		const result = await sync([row('aa01'), row('xyz'), row('bb01')], parameters, {
			onError: 'continueRegularOutput',
		});
		expect(writes()).toEqual(['POST bb01']);
		expect(result.outputs[0]).toMatchObject([
			{
				json: {
					error: expect.stringContaining('"Key Identifier" must be') as string,
					details: { keyIdentifier: 'xyz' },
				},
				pairedItem: { item: 1 },
			},
			{ json: { action: 'create', applied: true }, pairedItem: { item: 2 } },
			{
				json: {
					action: 'disable',
					applied: false,
					keyIdentifier: 'aa02',
					reason: expect.stringContaining('rows could not be processed') as string,
				},
			},
		]);
		expect(hints(result)).toEqual(['1 created, 1 not disabled, 1 unchanged, 1 failed']);
	});

	test('are also returned with the reason if a dry run has an invalid row', async () => {
		const parameters = { missingKeys: 'disableInFleet', fleetId: 'F1', ...generous, dryRun: true };
		const result = await sync([row('aa01'), row('xyz')], parameters, {
			onError: 'continueRegularOutput',
		});
		expect(results(result).at(-1)).toMatchObject({
			action: 'disable',
			applied: false,
			keyIdentifier: 'aa02',
			reason: expect.stringContaining('rows could not be processed') as string,
		});
		expect(hints(result)).toEqual([
			'Dry run, nothing was changed: 1 not disabled, 1 unchanged, 1 failed',
		]);
	});
});

describe('a fleet', () => {
	beforeEach(() => {
		addKey('aa01', { fleetId: 'F1' });
	});

	test('of the node applies to rows without one: a key in another fleet is a conflict', async () => {
		const result = await sync([row('aa01')], { fleetId: 'F2' });
		expect(results(result)).toMatchObject([
			{ action: 'conflict', differences: { fleetId: { wanted: 'F2', actual: 'F1' } } },
		]);
	});

	test('of a row must match the one of the node', async () => {
		const { error } = await sync([row('aa01', { fleetId: 'F1' })], { fleetId: 'F2' });
		expect(error?.message).toBe(
			'"Fleet ID" must be empty or "F2", the Fleet ID of the node, but it is "F1" [item 0]',
		);
		expect(simulator().requests).toEqual([]);
		const same = await sync([row('aa01', { fleetId: 'F1' })], { fleetId: 'F1' });
		expect(hints(same)).toEqual(['1 unchanged']);
	});
});

describe('the limit on disabled keys', () => {
	beforeEach(() => {
		for (let n = 10; n < 30; n++) addKey(`aa${n}`);
	});
	const missing = { missingKeys: 'disableInAccount' };
	const wanted = (count: number) => Array.from({ length: count }, (_, n) => row(`aa${n + 10}`));

	test.each([
		[
			19,
			{ maxDisabled: 0 },
			'"Max Disabled Keys" allows 0, but 1 of 20 enabled keys would be disabled',
		],
		[17, { maxDisabled: 2, maxDisabledShare: 100 }, '"Max Disabled Keys" allows 2, but 3 of 20'],
		[
			17,
			{ maxDisabled: 3 },
			'"Max Disabled Share (Percent)" allows 10 %, but 3 of 20 enabled keys would be disabled',
		],
	])(
		'stops a run before anything is written: %i of 20 wanted, %j',
		async (count, options, says) => {
			const result = await sync(wanted(count), { ...missing, options });
			expect(result.error?.message).toContain(says);
			expect(result.error?.description).toContain('Nothing was changed.');
			expect(writes()).toEqual([]);
		},
	);

	test('allows exactly its number of keys', async () => {
		const result = await sync(wanted(18), { ...missing, options: { maxDisabled: 2 } });
		expect(hints(result)).toEqual(['2 disabled, 18 unchanged']);
	});

	test('is the error of each row except blank ones if the node continues on error', async () => {
		const rows = [...wanted(2), { keyIdentifier: '' }];
		const result = await sync(rows, missing, { onError: 'continueRegularOutput' });
		const message =
			'"Max Disabled Share (Percent)" allows 10 %, but 18 of 20 enabled keys would be disabled';
		expect(result.outputs[0]).toMatchObject([
			{ json: { error: `${message} [item 0]` }, pairedItem: { item: 0 } },
			{ json: { error: `${message} [item 1]` }, pairedItem: { item: 1 } },
		]);
		expect(result.outputs[0]).toHaveLength(2);
	});

	test('counts a share of the keys in the fleet', async () => {
		addKey('bb01', { fleetId: 'F1' });
		const { error } = await sync([row('bb01', { enabled: false })], { fleetId: 'F1' });
		expect(error?.message).toContain('allows 10 %, but 1 of 1 enabled keys would be disabled');
	});

	test('is a hint in a dry run', async () => {
		const result = await sync(wanted(10), { ...missing, dryRun: true });
		expect(hints(result)).toEqual([
			'"Max Disabled Share (Percent)" allows 10 %, but 10 of 20 enabled keys would be disabled: without Dry Run, nothing would be changed',
			'Dry run, nothing was changed: 10 to disable, 10 unchanged',
		]);
	});
});

describe('invalid input', () => {
	test.each([
		[
			{ keyIdentifier: 1234567890123, visualNumber: 'V' },
			'"Key Identifier" must be text, because numbers from a spreadsheet may have lost leading zeros',
		],
		[
			{ keyIdentifier: '1.23457E+15', visualNumber: 'V' },
			'"Key Identifier" must not be a number that a spreadsheet has shortened',
		],
		[
			{ keyIdentifier: '04:a3:0b', visualNumber: 'V' },
			'"Key Identifier" must have no spaces, colons or dashes: enter "04a30b"',
		],
		[{ keyIdentifier: 'aa 01', visualNumber: 'V' }, 'enter "aa01"'],
		[{ visualNumber: 'V' }, '"Key Identifier" must not be empty'],
		[{ keyIdentifier: 'aa01' }, '"Visual Number" must not be empty'],
		...['contractId', 'enabled', 'fleetId'].map((column): [IDataObject, string] => [
			{ [column]: 'true' },
			'"Key Identifier" must not be empty',
		]),
		...['WAHR', 'ja', 'yes'].map((enabled): [IDataObject, string] => [
			row('aa01', { enabled }),
			`"Enabled" must be true, false, 1 or 0, but it is "${enabled}"`,
		]),
	])('%j is rejected before anything is sent', async (item, message) => {
		const { error } = await sync([row('aa99'), item]);
		expect(error?.message).toContain(message);
		expect(error?.message).toContain('[item 1]');
		expect(simulator().requests).toEqual([]);
	});

	test.each(['TRUE', 'true', 1, '1', true])('Enabled %j is accepted', async (enabled) => {
		await sync([row('aa01', { enabled })]);
		expect(writes()).toEqual(['POST aa01']);
		expect(simulator().chargingKeys.get('aa01')?.enabled).toBe(true);
	});

	test('two rows that want different things for a key both fail', async () => {
		const rows = [
			row('aa01', { enabled: true }),
			row('bb01'),
			row('AA01', { visualNumber: 'V-aa01' }),
		];
		const result = await sync(rows, {}, { onError: 'continueRegularOutput' });
		expect(result.outputs[0]).toMatchObject([
			{
				json: {
					error:
						'"Key Identifier" is the same key in items 0, 2, which contradict each other [item 0]',
					details: { keyIdentifier: 'aa01' },
				},
			},
			{ json: { action: 'create' } },
			{ json: { error: expect.stringContaining('[item 2]') as string } },
		]);
		expect(writes()).toEqual(['POST bb01']);
		const { error } = await sync(rows);
		expect(error?.message).toContain('contradict each other');
		expect(error?.description).not.toContain('Done before it stopped');
	});

	test('alone sends nothing if the node continues on error', async () => {
		const result = await sync([row('xyz'), {}], {}, { onError: 'continueRegularOutput' });
		expect(result.outputs[0]).toHaveLength(1);
		expect(simulator().requests).toEqual([]);
	});

	test('blank rows are skipped and counted', async () => {
		const blank = { keyIdentifier: '', visualNumber: ' ', enabled: '' };
		const result = await sync([row('aa01'), blank, {}]);
		expect(summary(result)).toEqual(['0 create aa01']);
		expect(hints(result)).toEqual(['1 created', '2 blank rows skipped']);
		const constants = { contractId: 'C-1', enabled: true, fleetId: 'F1' };
		const again = await sync([row('aa02'), blank], { additionalFields: constants });
		expect(hints(again)).toEqual(['1 created', '1 blank row skipped']);
	});

	test('only blank rows are an error', async () => {
		const { error } = await sync([{}, {}], { missingKeys: 'disableInAccount' });
		expect(error?.message).toContain('"Key Identifier" is empty in every row');
		expect(simulator().requests).toEqual([]);
	});
});

describe('input that may be only part of the list', () => {
	test.each([
		['Execute Once is on', { executeOnce: true }],
		['the node runs in a loop', { inLoop: true }],
	])('never disables missing keys: %s', async (because, run) => {
		const parameters = { missingKeys: 'disableInAccount', options: { maxDisabledShare: 100 } };
		addKey('aa02');
		const { error } = await sync([row('aa01')], parameters, run);
		expect(error?.message).toContain(
			`"Missing Keys" must be Leave as They Are, because ${because}`,
		);
		expect(simulator().requests).toEqual([]);
	});

	test('never disables missing keys: an agent calls the node', async () => {
		const parameters = {
			keyIdentifier: fromAI('Key_Identifier'),
			visualNumber: fromAI('Visual_Number'),
			missingKeys: 'disableInAccount',
			dryRun: false,
		};
		const tool = await toolOf(simulator(), 'chargingKey.sync', parameters);
		const args = { Key_Identifier: 'aa01', Visual_Number: 'V-aa01' };
		await expect(tool.invoke(args)).rejects.toThrow(
			'because an AI agent called the node as a tool',
		);
		expect(simulator().requests).toEqual([]);
	});

	test('is fine if missing keys are left alone: an agent creates a key', async () => {
		const parameters = {
			keyIdentifier: fromAI('Key_Identifier'),
			visualNumber: fromAI('Visual_Number'),
			dryRun: false,
		};
		const tool = await toolOf(simulator(), 'chargingKey.sync', parameters);
		await tool.invoke({ Key_Identifier: 'aa01', Visual_Number: 'V-aa01' });
		expect(writes()).toEqual(['POST aa01']);
	});
});

describe('a create request', () => {
	test('for a key that has appeared since leaves it as it is, or enables or disables it within the limits', async () => {
		addKey('aa01');
		const appear = () => {
			if (simulator().requests.length === 0) return void setImmediate(appear);
			for (const n of [1, 2, 4, 5]) addKey(`cc0${n}`);
			addKey('cc03', { enabled: false });
		};
		const rows = [
			row('bb01'),
			row('cc01'),
			row('cc02', { contractId: 'C-other' }),
			row('cc03', { enabled: true }),
			row('cc04', { enabled: false }),
			row('cc05', { enabled: false }),
		];
		const options = { maxDisabled: 1, maxDisabledShare: 100, maxConcurrent: 1, output: 'all' };
		const result = await sync(rows, { options }, { started: appear });
		expect(summary(result)).toEqual([
			'0 create bb01',
			'1 none cc01 (not applied)',
			'2 conflict cc02 (not applied)',
			'3 enable cc03',
			'4 disable cc04',
			'5 disable cc05 (not applied)',
		]);
		expect(results(result).at(-1)).toMatchObject({
			key: { keyIdentifier: 'cc05', enabled: true },
			reason: expect.stringContaining('Max Disabled') as string,
		});
		expect(hints(result)).toEqual([
			'1 created, 1 enabled, 1 disabled, 1 not disabled, 1 unchanged, 1 conflict',
		]);
	});

	test('rejected with 409 for an unlisted key is a conflict', async () => {
		simulator().faults.add({ kind: 'status', status: 409, method: 'POST' });
		const result = await sync([row('aa01')]);
		expect(results(result)).toMatchObject([
			{ action: 'conflict', applied: false, reason: expect.stringContaining('already') as string },
		]);
	});

	test('whose response is lost succeeds if the key is listed afterwards', async () => {
		simulator().faults.add({ kind: 'reset', tookEffect: true, method: 'POST' });
		const result = await sync([row('aa01'), row('aa02')]);
		expect(summary(result)).toEqual(['0 create aa01', '1 create aa02']);
		expect(writes()).toEqual(['POST aa01', 'POST aa02']);
	});

	test('with an unknown outcome fails and says that it may have taken effect', async () => {
		simulator().faults.add({ kind: 'reset', tookEffect: false, method: 'POST' });
		const result = await sync([row('aa01')]);
		expect(result.error?.message).toContain('may have taken effect');
		expect(result.error?.description).toContain('Not done: 1 change.');
	});
});

describe('a failing run', () => {
	test('stops and says what was and was not done', async () => {
		simulator().faults.add({ kind: 'status', status: 500, method: 'PUT', times: 'always' });
		for (const n of [1, 2, 3]) addKey(`aa0${n}`, { enabled: false });
		addKey('cc01');
		const rows = [row('bb01'), ...[1, 2, 3].map((n) => row(`aa0${n}`, { enabled: true }))];
		const options = { maxConcurrent: 1, maxDisabledShare: 100 };
		const result = await sync(rows, { options, missingKeys: 'disableInAccount' });
		expect(result.error?.description).toMatch(
			/Done before it stopped: 1 created\. Not done: 4 changes\. Run Sync again to complete the rest\.$/,
		);
		expect(writes()).toEqual(['POST bb01', 'PUT aa01/enable']);
	});

	test('first checks which creates took effect', async () => {
		simulator().faults.add({
			kind: 'reset',
			tookEffect: true,
			method: 'POST',
			bodyIncludes: 'bb01',
		});
		simulator().faults.add({ kind: 'status', status: 409, method: 'POST', bodyIncludes: 'bb02' });
		simulator().faults.add({ kind: 'status', status: 500, method: 'PUT', times: 'always' });
		addKey('aa01', { enabled: false });
		const rows = [row('bb01'), row('bb02'), row('aa01', { enabled: true }), row('bb03')];
		const result = await sync(rows, { options: { maxConcurrent: 1 } });
		expect(result.error?.description).toMatch(
			/Done before it stopped: 1 created, 1 conflict\. Not done: 2 changes\. Run Sync again to complete the rest\.$/,
		);
	});

	test('names the creates it could not check', async () => {
		simulator().faults.add({
			kind: 'reset',
			tookEffect: true,
			method: 'POST',
			bodyIncludes: 'bb01',
		});
		simulator().faults.add({
			kind: 'status',
			status: 500,
			method: 'GET',
			// The list is empty, so it is read twice.
			after: 2,
			times: 'always',
		});
		const rows = [row('bb01'), row('bb02')];
		const result = await sync(rows, { options: { maxConcurrent: 1 } });
		expect(result.error?.message).toContain('may have taken effect');
		expect(result.error?.description).toMatch(
			/Done before it stopped: 1 created\. Not known: 1 create\. Run Sync again to complete the rest\.$/,
		);
	});

	test('continues with the other keys if the node continues on error', async () => {
		simulator().faults.add({
			kind: 'status',
			status: 500,
			path: '/emp/v1/charging-keys/aa01/enable',
			times: 'always',
		});
		for (const n of [1, 2]) addKey(`aa0${n}`, { enabled: false });
		const rows = [1, 2].map((n) => row(`aa0${n}`, { enabled: true }));
		const result = await sync(rows, {}, { onError: 'continueErrorOutput' });
		expect(summary({ ...result, outputs: [result.outputs[0] ?? []] })).toEqual(['1 enable aa02']);
		expect(result.outputs[1]).toMatchObject([
			{ json: { details: { keyIdentifier: 'aa01', httpCode: '500' } }, pairedItem: { item: 0 } },
		]);
	});

	test('reads an empty list again before it treats all keys as new', async () => {
		addKey('aa01');
		addKey('aa02');
		simulator().faults.add({ kind: 'status', status: 200, body: { keys: [] }, method: 'GET' });
		const result = await sync([row('aa01')], {
			missingKeys: 'disableInAccount',
			options: { maxDisabledShare: 100 },
		});
		expect(summary(result)).toEqual(['0 disable aa02']);
		expect(simulator().requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT']);
	});

	test('writes nothing and fails every item if the list fails and the node continues on error', async () => {
		addKey('aa01');
		simulator().faults.add({ kind: 'status', status: 500, method: 'GET', times: 'always' });
		const rows = [row('bb01'), row('bb02')];
		expect((await sync(rows)).error?.message).toMatch(/^Could not list the charging keys/);
		const result = await sync(rows, {}, { onError: 'continueRegularOutput' });
		expect(result.outputs[0]).toMatchObject([
			{ json: { error: expect.stringContaining('[item 0]') as string }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining('[item 1]') as string }, pairedItem: { item: 1 } },
		]);
		expect(writes()).toEqual([]);
	});
});

describe('a cancelled run', () => {
	test('sends nothing if cancelled while it reads the rows', async () => {
		const rows = Array.from({ length: 20_000 }, (_, n) => row(`aa${10_000 + n}0`));
		const { status, nodeEnded } = await sync(
			rows,
			// n8n evaluates these, which takes more than a second.
			{
				keyIdentifier: '={{ $json.keyIdentifier.trim() }}',
				visualNumber: '={{ $json.visualNumber.trim() }}',
			},
			{ started: (cancel) => setTimeout(cancel, 150) },
		);
		await nodeEnded;
		expect(status).toBe('canceled');
		expect(simulator().requests).toEqual([]);
	});

	test('makes no further changes and logs what it did', async () => {
		const log: string[] = [];
		const rows = Array.from({ length: 200 }, (_, n) => row(`aa${1000 + n}`));
		const cancelAfterSome = (cancel: () => void) => {
			if (simulator().requests.length > 20) cancel();
			else
				setImmediate(() => {
					cancelAfterSome(cancel);
				});
		};
		const { status, nodeEnded } = await sync(
			rows,
			{ options: { maxConcurrent: 2 } },
			{ started: cancelAfterSome, log: (message) => log.push(message) },
		);
		await nodeEnded;
		expect(status).toBe('canceled');
		const message = log.at(-1) ?? '';
		expect(message).toMatch(/^Cancelled\. Done before it stopped: /);
		// Requests in flight may or may not have taken effect.
		const counts = ['created', 'changes', 'creates?'].map((noun) =>
			Number(new RegExp(`(\\d+) ${noun}\\b`).exec(message)?.[1] ?? 0),
		);
		const [done = 0, open = 0, unknown = 0] = counts;
		expect(done).toBeGreaterThan(0);
		expect(unknown).toBeLessThanOrEqual(2);
		expect(done + open + unknown).toBe(200);
		const lists = simulator().requests.filter(({ method }) => method === 'GET');
		// The list is empty, so it is read twice, but not once more after the end.
		expect(lists).toHaveLength(2);
		expect(writes().length).toBeLessThan(30);
	});
});
