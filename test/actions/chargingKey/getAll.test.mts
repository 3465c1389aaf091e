import type { INodeParameters } from 'n8n-workflow';

import type { Simulator } from '../../../simulator/simulator.mts';
import { useSimulator, withSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { runOperation } from '../../engine/operation.mts';

function getKeys(
	simulator: Simulator,
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
) {
	return runOperation(simulator, 'chargingKey.getAll', parameters, run);
}

function identifiers(rows: Iterable<{ keyIdentifier?: unknown }>): unknown[] {
	return Array.from(rows, ({ keyIdentifier }) => keyIdentifier);
}

describe('Get Many charging keys', () => {
	describe('Return All', () => {
		test.each([
			[0, 1],
			[500, 1],
			[501, 2],
		])('returns all %i keys in order with %i requests', (keys, requests) =>
			withSimulator({ keys }, async (simulator) => {
				const { status, outputs } = await getKeys(simulator, { returnAll: true });

				expect(status).toBe('success');
				expect(outputs[0]).toEqual(
					[...simulator.chargingKeys].map((json) => ({ json, pairedItem: { item: 0 } })),
				);
				expect(simulator.requests).toHaveLength(requests);
			}),
		);

		test('sends the API key, the largest page size and then each cursor, and nothing else', () =>
			withSimulator({ keys: 501 }, async (simulator) => {
				await getKeys(simulator, { returnAll: true });

				const [first, second] = simulator.requests;
				expect(first).toMatchObject({
					method: 'GET',
					path: '/drive/emp/v1/charging-keys?page_size=500',
					query: { page_size: '500' },
					body: undefined,
					status: 200,
				});
				expect(first?.headers['x-api-key']).toBe(simulator.apiKey);
				expect(Object.keys(second?.query ?? {}).sort()).toEqual(['cursor', 'page_size']);
			}));
	});

	describe('Limit', () => {
		test.each([
			[7, ['10']],
			[500, ['500']],
			[1200, ['400', '400', '400']],
		])('%i returns exactly that many, with page sizes %j', (limit, sizes) =>
			withSimulator({ keys: 1300 }, async (simulator) => {
				const { outputs } = await getKeys(simulator, { returnAll: false, limit });

				expect(identifiers(outputs[0]?.map(({ json }) => json) ?? [])).toEqual(
					identifiers(simulator.chargingKeys).slice(0, limit),
				);
				expect(simulator.requests.map(({ query }) => query.page_size)).toEqual(sizes);
			}),
		);
	});

	describe('values from expressions', () => {
		const simulator = useSimulator({ keys: 20 });

		test.each([
			['digits as text', '5', 5],
			['an empty string from a language model', '', 20],
			['null', null, 20],
		])('Limit accepts %s', async (_, limit, expected) => {
			const { outputs } = await getKeys(
				simulator(),
				{ limit: '={{ $json.limit }}' },
				{
					items: [{ limit }],
				},
			);
			expect(outputs[0]).toHaveLength(expected);
		});

		test.each([0, -3, 2.7, Number.NaN, 'many', true, {}, 1e300])(
			'Limit rejects %j',
			async (limit) => {
				const { status, error } = await getKeys(
					simulator(),
					{ limit: '={{ $json.limit }}' },
					{
						items: [{ limit }],
					},
				);

				expect(status).toBe('error');
				expect(error?.message).toMatch(/^"Limit" must be a whole number of at least 1, but it is /);
				expect(error?.description).toContain('Nothing was sent');
				expect(error?.context).toMatchObject({ itemIndex: 0 });
				expect(simulator().requests).toEqual([]);
			},
		);

		test.each([
			['true', 20],
			[true, 20],
			['false', 2],
			['', 2],
			[null, 2],
		])('Return All accepts %j', async (returnAll, expected) => {
			const { outputs } = await getKeys(
				simulator(),
				{ returnAll: '={{ $json.returnAll }}', limit: 2 },
				{ items: [{ returnAll }] },
			);
			expect(outputs[0]).toHaveLength(expected);
		});

		test('Return All rejects text that is not a boolean', async () => {
			const { error } = await getKeys(simulator(), { returnAll: '={{ "all" }}' });
			expect(error?.message).toBe(
				'"Return All" must be true, false, 1 or 0, but it is "all" [item 0]',
			);
			expect(simulator().requests).toEqual([]);
		});
	});

	describe('filters', () => {
		const simulator = useSimulator({ keys: 1200 });
		const all = () => [...simulator().chargingKeys];

		test('the API applies Fleet ID', async () => {
			const [fleetId = ''] = simulator().chargingKeys.fleetIds;
			const { outputs } = await getKeys(simulator(), { returnAll: true, filters: { fleetId } });

			const expected = all().filter((key) => key.fleetId === fleetId);
			expect(expected.length).toBeGreaterThan(0);
			expect(outputs[0]?.map(({ json }) => json)).toEqual(expected);
			expect(simulator().requests[0]?.query).toEqual({ fleetId, page_size: '500' });
		});

		test('a Fleet ID with a slash, an ampersand, an umlaut and a space reaches the API intact', async () => {
			const fleetId = 'a/b&c=ü d+e%2F';
			const { outputs } = await getKeys(simulator(), { returnAll: true, filters: { fleetId } });

			expect(outputs[0]).toEqual([]);
			expect(simulator().requests.map(({ query }) => query.fleetId)).toEqual([fleetId]);
		});

		test.each(['', null, '   '])('a Fleet ID of %j counts as not set', async (fleetId) => {
			await getKeys(
				simulator(),
				{ filters: { fleetId: '={{ $json.fleetId }}' } },
				{
					items: [{ fleetId }],
				},
			);
			expect(simulator().requests.map(({ query }) => query)).toEqual([{ page_size: '50' }]);
		});

		test('a Fleet ID that is an object is rejected', async () => {
			const { error } = await getKeys(
				simulator(),
				{ filters: { fleetId: '={{ $json }}' } },
				{
					items: [{ id: 7 }],
				},
			);
			expect(error?.message).toBe(
				'"Fleet ID" must be a list of strings, but it is {"id":7} [item 0]',
			);
			expect(simulator().requests).toEqual([]);
		});

		test.each<[string, (fleets: string[]) => string | string[]]>([
			['comma-separated text', (fleets) => `${fleets.join(', ')},${fleets[0]}`],
			['a list', (fleets) => fleets],
		])(
			'several fleets as %s are listed concurrently and returned in their order',
			async (_, given) => {
				const fleets = simulator().chargingKeys.fleetIds.slice(0, 3).reverse();
				const { outputs } = await getKeys(
					simulator(),
					{ returnAll: true, filters: { fleetId: '={{ $json.fleets }}' } },
					{ items: [{ fleets: given(fleets) }] },
				);
				const expected = fleets.flatMap((id) => all().filter(({ fleetId }) => fleetId === id));
				expect(outputs[0]?.map(({ json }) => json)).toEqual(expected);
				expect(
					simulator().requests.map(({ query }) => query['fleet_id'] ?? query['fleetId']),
				).toEqual(fleets);
			},
		);

		test('with Limit, the next fleet is listed only if the previous ones have too few keys', async () => {
			const [first = '', second = '', third = ''] = simulator().chargingKeys.fleetIds;
			const ofFirst = all().filter(({ fleetId }) => fleetId === first);
			const ofSecond = all().filter(({ fleetId }) => fleetId === second);
			const limit = ofFirst.length + 1;
			const { outputs } = await getKeys(simulator(), {
				limit,
				filters: { fleetId: [first, second, third].join() },
			});
			expect(outputs[0]?.map(({ json }) => json)).toEqual([...ofFirst, ofSecond[0]]);
			const asked = new Set(simulator().requests.map(({ query }) => query['fleetId']));
			expect([...asked]).toEqual([first, second]);
		});

		test('if the list of one fleet fails, the whole list fails', async () => {
			const fleets = simulator().chargingKeys.fleetIds.slice(0, 3);
			simulator().faults.add({ kind: 'status', status: 403, after: 1 });
			const { status, outputs, error } = await getKeys(simulator(), {
				returnAll: true,
				filters: { fleetId: fleets.join() },
			});
			expect({ status, outputs }).toEqual({ status: 'error', outputs: [] });
			expect(error?.message).toContain('Could not list the charging keys');
		});

		test.each(['enabled', 'disabled'])('Status %s keeps only matching keys', async (status) => {
			const { outputs } = await getKeys(simulator(), { returnAll: true, filters: { status } });

			const expected = all().filter((key) => key.enabled === (status === 'enabled'));
			expect(expected.length).toBeGreaterThan(0);
			expect(outputs[0]?.map(({ json }) => json)).toEqual(expected);
		});

		test('Status rejects an unknown value', async () => {
			const { error } = await getKeys(simulator(), { filters: { status: '={{ "on" }}' } });
			expect(error?.message).toBe(
				'"Status" must be one of disabled, enabled, but it is "on" [item 0]',
			);
		});

		test('with Status, Limit counts only matching keys and stops once it has enough', async () => {
			const { outputs } = await getKeys(simulator(), { limit: 3, filters: { status: 'disabled' } });

			const expected = all().filter((key) => !key.enabled);
			expect(outputs[0]?.map(({ json }) => json)).toEqual(expected.slice(0, 3));
			expect(simulator().requests).toHaveLength(1);
		});

		test('Valid To Before keeps only keys that expire earlier', async () => {
			const sorted = all()
				.map(({ validTo }) => validTo)
				.sort();
			const validToBefore = sorted[600] ?? '';
			const { outputs } = await getKeys(simulator(), {
				returnAll: true,
				filters: { validToBefore },
			});

			const expected = all().filter((key) => Date.parse(key.validTo) < Date.parse(validToBefore));
			expect(expected.length).toBeGreaterThan(100);
			expect(outputs[0]?.map(({ json }) => json)).toEqual(expected);
		});

		test('Valid To Before without a zone is read in the time zone of the workflow', async () => {
			simulator().chargingKeys.add({
				keyIdentifier: 'aabbccdd',
				visualNumber: 'X',
				contractId: 'X',
				validTo: '1990-01-01T02:30:00.000Z',
				enabled: true,
			});
			const filters = { validToBefore: '1990-01-01T00:00:00' };
			const before = (timezone: string) =>
				getKeys(simulator(), { returnAll: true, filters }, { timezone });

			expect((await before('UTC')).outputs[0]).toEqual([]);
			expect((await before('America/New_York')).outputs[0]).toHaveLength(1);
		});
	});
});
