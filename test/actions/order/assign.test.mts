import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import {
	byId,
	expectError,
	expectSentOnce,
	results,
	runOperation,
} from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';
import { takesIds } from '../../support/identifiers.mts';
import { ORDER } from '../../support/pageExamples.mts';

const simulator = useSimulator({ keys: 10, orders: 25 });

function assign(id: string, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'order.assign', { orderId: byId(id) }, run);
}

describe('Assign an order', () => {
	test("returns the page's example unchanged after one request to the singular path", async () => {
		const result = await assign(ORDER.id);
		expectSentOnce(simulator(), 'POST', '/emp/v1/order/aYnky297eG/assign');
		expect(result.outputs).toEqual([[{ json: ORDER, pairedItem: { item: 0 } }]]);
	});

	test('assigns an unassigned order and no other', async () => {
		const before = [...simulator().orders];
		const waiting = before.find(({ status }) => status !== 'ORDER_ASSIGNED');
		const id = waiting?.id ?? '';
		const result = await assign(id);

		expect(results(result)).toMatchObject([{ id, status: 'ORDER_ASSIGNED' }]);
		expect(results(result)).toEqual([simulator().orders.get(id)]);
		const others = [...simulator().orders].filter((order) => order.id !== id);
		expect(others).toEqual(before.filter((order) => order.id !== id));
	});

	takesIds(
		'Order',
		simulator,
		(expression, value) => assign(expression, { items: [{ value }] }),
		(id) => `/emp/v1/order/${id}/assign`,
	);

	describe('failures', () => {
		failsReadably(simulator, 'assign the order aYnky297eG', (run) => assign(ORDER.id, run), []);

		test('an unknown order is a 404', async () => {
			const result = await assign('unknown');
			expectError(
				result,
				'Could not assign the order unknown: Plugsurfing did not find it (404): Order not found',
			);
			expect(result.error?.description).toContain('Check the ID.');
			expect(simulator().requests).toHaveLength(1);
		});
	});
});
