import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeResult, NodeRun } from '../../engine/engine.mts';
import { results, runOperation } from '../../engine/operation.mts';

const simulator = useSimulator({ keys: 1200, fleets: 2 });

function keyAt(position: number) {
	const key = [...simulator().chargingKeys][position];
	if (!key) throw new Error(`There is no key ${position}`);
	return key;
}

function get(
	items: IDataObject[],
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return runOperation(
		simulator(),
		'chargingKey.get',
		{ value: '={{ $json.value }}', ...parameters },
		{ items, ...run },
	);
}

function pairs({ outputs }: NodeResult): unknown[] {
	return (outputs[0] ?? []).map(({ json, pairedItem }) => [json.keyIdentifier, pairedItem]);
}

describe('Get a charging key', () => {
	test('finds the keys of all items in one pass and stops once it has them all', async () => {
		const [late, early] = [keyAt(700), keyAt(3)];
		const result = await get([{ value: late.keyIdentifier }, { value: early.keyIdentifier }]);

		expect(results(result)).toEqual([late, early]);
		expect(pairs(result)).toEqual([
			[late.keyIdentifier, { item: 0 }],
			[early.keyIdentifier, { item: 1 }],
		]);
		// The third page may be in flight when the second has the last key.
		expect(simulator().requests.length).toBeLessThanOrEqual(3);
		for (const { method, query } of simulator().requests) {
			expect({ method, size: query['page_size'] }).toEqual({ method: 'GET', size: '500' });
		}
	});

	test.each(['visualNumber', 'contractId'] as const)(
		'by %s returns every match in the whole list',
		async (lookUpBy) => {
			const [first, last] = [keyAt(1), keyAt(1100)];
			const value = 'DE-TWICE';
			for (const { keyIdentifier } of [first, last]) {
				simulator().chargingKeys.change(keyIdentifier, { [lookUpBy]: value });
			}
			const result = await get([{ value: 'unused' }, { value }].slice(1), { lookUpBy });
			expect(pairs(result)).toEqual([
				[first.keyIdentifier, { item: 0 }],
				[last.keyIdentifier, { item: 0 }],
			]);
		},
	);

	test('searches only the given fleet, in one pass per fleet', async () => {
		const key = [...simulator().chargingKeys].find(({ fleetId }) => fleetId !== undefined);
		const [own = '', other = ''] = [
			key?.fleetId,
			simulator().chargingKeys.fleetIds.find((id) => id !== key?.fleetId),
		];
		const items = [own, other].map((fleetId) => ({ value: key?.keyIdentifier, fleetId }));
		const options = { fleetId: '={{ $json.fleetId }}' };
		const result = await get(items, { options }, { onError: 'continueRegularOutput' });
		expect(result.outputs[0]).toMatchObject([
			{ json: { keyIdentifier: key?.keyIdentifier, fleetId: own }, pairedItem: { item: 0 } },
			{
				json: {
					error: `There is no charging key with the Key Identifier "${key?.keyIdentifier}" in the fleet "${other}" [item 1]`,
				},
				pairedItem: { item: 1 },
			},
		]);
		expect(new Set(simulator().requests.map(({ query }) => query['fleetId']))).toEqual(
			new Set([own, other]),
		);
	});

	test('ignores case only if no identifier matches exactly', async () => {
		const { keyIdentifier } = keyAt(5);
		const upperCase = keyIdentifier.toUpperCase();
		expect(pairs(await get([{ value: upperCase }]))).toEqual([[keyIdentifier, { item: 0 }]]);

		simulator().chargingKeys.add({ ...keyAt(5), keyIdentifier: upperCase });
		expect(pairs(await get([{ value: upperCase }]))).toEqual([[upperCase, { item: 0 }]]);
	});

	test('fails with the value it looked for if no key matches', async () => {
		const items = [{ value: keyAt(0).visualNumber }, { value: 'DE-NONE' }];
		const { error } = await get(items, { lookUpBy: 'visualNumber' });
		expect(error?.message).toBe(
			'There is no charging key with the Visual Number "DE-NONE" [item 1]',
		);
		expect(error?.description).toContain('Look Up By');
	});

	test('rejects an empty value before anything is sent', async () => {
		const { error } = await get([{}]);
		expect(error?.message).toBe('"Value" must not be empty [item 0]');
		expect(simulator().requests).toEqual([]);
	});

	test('fails every item if the list fails and the node continues on error', async () => {
		simulator().faults.add({ kind: 'status', status: 500, times: 'always' });
		const items = [{ value: 'aa00' }, { value: 'bb00' }];
		const { outputs } = await get(items, {}, { onError: 'continueRegularOutput' });
		expect(outputs[0]).toMatchObject([
			{ json: { error: expect.stringMatching(/\[item 0\]$/) as string }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringMatching(/\[item 1\]$/) as string }, pairedItem: { item: 1 } },
		]);
	});
});
