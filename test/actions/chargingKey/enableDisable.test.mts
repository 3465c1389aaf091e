import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { byId, expectError, expectSentOnce, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { takesIds } from '../../support/identifiers.mts';
import { KEY } from '../../support/pageExamples.mts';

const simulator = useSimulator({ keys: 20 });
const { keyIdentifier } = KEY;

describe.each([
	{ verb: 'enable', enabled: true },
	{ verb: 'disable', enabled: false },
])('$verb a charging key', ({ verb, enabled }) => {
	beforeEach(() => {
		simulator().chargingKeys.add({ ...KEY, enabled: !enabled });
	});

	function switchKey(id: string = keyIdentifier, run?: Partial<NodeRun>) {
		return runOperation(simulator(), `chargingKey.${verb}`, { chargingKeyId: byId(id) }, run);
	}

	test("switches the page's example with one request, and returns the key", async () => {
		const result = await switchKey();

		expectSentOnce(simulator(), 'PUT', `/emp/v1/charging-keys/3633e0e0/${verb}`);
		expect(result.outputs).toEqual([[{ json: { ...KEY, enabled }, pairedItem: { item: 0 } }]]);
		expect(simulator().chargingKeys.get(keyIdentifier)?.enabled).toBe(enabled);
	});

	describe('Charging Key', () => {
		takesIds(
			'Charging Key',
			simulator,
			(expression, value) => switchKey(expression, { items: [{ value }] }),
			(id) => `/emp/v1/charging-keys/${id}/${verb}`,
		);

		test('rejects an unpaired surrogate, which a URL cannot contain', async () => {
			const { error } = await switchKey('={{ $json.value }}', { items: [{ value: 'a\ud83d' }] });
			expect(error?.message).toMatch(/^"Charging Key" must be an ID/);
			expect(simulator().requests).toEqual([]);
		});
	});

	describe('failures', () => {
		failsReadably(
			simulator,
			`${verb} the charging key 3633e0e0`,
			(run) => switchKey(keyIdentifier, run),
			[
				{
					status: 403,
					says: 'You have no access to this charging key',
					reads:
						'you have no access to this charging key (403): You have no access to this charging key',
					remedy: 'Check that the key belongs to your organization',
				},
				{
					status: 404,
					says: 'Charging key not found',
					reads: 'there is no such charging key (404): Charging key not found',
					remedy: 'exactly as it was when the key was created',
				},
			],
		);

		test('an unknown key is a 404 and changes no other key', async () => {
			const result = await switchKey('ffffffff');
			expectError(
				result,
				`Could not ${verb} the charging key ffffffff: there is no such charging key (404): Charging key not found`,
			);
			expect(simulator().chargingKeys.get(keyIdentifier)?.enabled).toBe(!enabled);
		});

		test('a 403 names a wrong Base URL as a possible cause', async () => {
			simulator().faults.add({
				kind: 'status',
				status: 403,
				body: { message: 'Missing Authentication Token' },
			});
			const { error } = await switchKey();
			expect(error?.description).toContain('Base URL');
		});
	});
});
