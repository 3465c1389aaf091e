import type { INodeParameters } from 'n8n-workflow';

import { useSimulator, withSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import {
	expectError,
	expectRejected,
	expectSentOnce,
	results,
	runOperation,
} from '../../engine/operation.mts';
import { failsReadably, INVALID } from '../../support/apiFailures.mts';
import { ORDER } from '../../support/pageExamples.mts';

const simulator = useSimulator({ keys: 10, orders: 25 });

function getOrders(parameters: INodeParameters = {}, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'order.getAll', parameters, run);
}

describe('Get Many orders', () => {
	describe('pages', () => {
		test.each([
			[0, 1],
			[100, 1],
			[101, 2],
		])('Return All returns all %i orders in order with %i requests', (orders, requests) =>
			withSimulator({ keys: 10, orders }, async (other) => {
				const result = await runOperation(other, 'order.getAll', { returnAll: true });

				expect(results(result)).toEqual([...other.orders]);
				expect(other.requests).toHaveLength(requests);
				expect(other.requests.every(({ query }) => query.pageSize === '100')).toBe(true);
			}),
		);

		test.each([
			[1, ['10']],
			[100, ['100']],
			[230, ['77', '77', '77']],
		])('Limit %i returns exactly that many, with page sizes %j', (limit, sizes) =>
			withSimulator({ keys: 10, orders: 250 }, async (other) => {
				const result = await runOperation(other, 'order.getAll', { limit });

				expect(results(result)).toEqual([...other.orders].slice(0, limit));
				expect(other.requests.map(({ query }) => query.pageSize)).toEqual(sizes);
			}),
		);

		test.each([{ returnAll: true }, { limit: 120 }])(
			'%j continues without a page size if the first page is rejected with one',
			(wanted) =>
				withSimulator({ keys: 10, orders: 250 }, async (other) => {
					other.faults.add({ kind: 'status', status: 400 });
					const result = await runOperation(other, 'order.getAll', wanted);

					expect(results(result)).toEqual([...other.orders].slice(0, wanted.limit));
					const [first, ...next] = other.requests.map(({ query }) => query);
					expect(first).toHaveProperty('pageSize');
					expect(next.length).toBeGreaterThan(1);
					for (const query of next) expect(query).not.toHaveProperty('pageSize');
				}),
		);

		test('a 400 after the first page is final', () =>
			withSimulator({ keys: 10, orders: 250 }, async (other) => {
				other.faults.add({ kind: 'status', status: 400, after: 1 });
				const { status, error } = await runOperation(other, 'order.getAll', { returnAll: true });

				expect(status).toBe('error');
				expect(error?.message).toContain('(400)');
				expect(other.requests).toHaveLength(2);
			}));
	});

	test("returns the page's example unchanged as the first order and sends no unset filters", async () => {
		const filters = { status: '', fromDate: '', toDate: '' };
		const { outputs } = await getOrders({ limit: 1, filters });
		expectSentOnce(simulator(), 'GET', '/emp/v1/orders?pageSize=10');
		expect(outputs).toEqual([[{ json: ORDER, pairedItem: { item: 0 } }]]);
	});

	describe('filters', () => {
		test('Created After and Created Before narrow the list, and are sent in UTC', async () => {
			const all = [...simulator().orders];
			const [from = '', to = ''] = [all[5]?.created, all[12]?.created];
			const result = await getOrders({
				returnAll: true,
				filters: { fromDate: from, toDate: to },
			});

			expect(results(result)).toEqual(all.slice(6, 12));
			expect(simulator().requests[0]?.query).toEqual({
				fromDate: from,
				toDate: to,
				pageSize: '100',
			});
		});

		test('are sent with every page', () =>
			withSimulator({ keys: 10, orders: 250 }, async (other) => {
				const all = [...other.orders];
				const fromDate = all[20]?.created ?? '';
				const filters = { fromDate, status: 'ORDER_CREATED' };
				const result = await runOperation(other, 'order.getAll', { returnAll: true, filters });

				expect(results(result)).toEqual(
					all.slice(21).filter(({ status }) => status === 'ORDER_CREATED'),
				);
				const [first, ...next] = other.requests.map(({ query }) => query);
				expect(first).toEqual({ ...filters, pageSize: '100' });
				expect(next.length).toBeGreaterThan(0);
				expect(next).toEqual(
					next.map(() => ({ ...filters, pageSize: '100', cursor: expect.any(String) as string })),
				);
			}));

		test.each([
			['2026-06-26T10:00:00', 'Europe/Berlin', '2026-06-26T08:00:00.000Z'],
			['={{ DateTime.fromISO("2026-06-26T10:00:00") }}', 'Asia/Tokyo', '2026-06-26T01:00:00.000Z'],
			['={{ $json.date }}', 'Europe/Berlin', '2026-06-25T22:00:00.000Z'],
		])('%s in %s is sent as %s', async (date, timezone, sent) => {
			await getOrders(
				{ filters: { fromDate: date, toDate: date } },
				{ timezone, items: [{ date: '2026-06-26' }] },
			);
			expect(simulator().requests[0]?.query).toMatchObject({ fromDate: sent, toDate: sent });
		});

		test.each([
			['fromDate', 'Created After', 'soon'],
			['toDate', 'Created Before', { day: 1 }],
		])('%s, labelled %s, rejects %j', async (field, label, value) => {
			const result = await getOrders(
				{ filters: { [field]: '={{ $json.value }}' } },
				{ items: [{ value }] },
			);
			expectRejected(
				simulator(),
				result,
				`"${label}" must be a date such as 2026-01-31 or 2026-01-31T14:00:00Z, but it is ${JSON.stringify(value)}`,
			);
		});

		test('Status accepts any text and sends it intact', async () => {
			const status = 'NOT/YET KNOWN&x=ü+%2F';
			const result = await getOrders({ filters: { status } });

			expect(results(result)).toEqual([]);
			expect(simulator().requests[0]?.query).toEqual({ status, pageSize: '50' });
		});

		test('Status rejects an object', async () => {
			const result = await getOrders(
				{ filters: { status: '={{ $json }}' } },
				{ items: [{ a: 1 }] },
			);
			expectRejected(simulator(), result, '"Status" must be text, but it is {"a":1}');
		});
	});

	describe('failures', () => {
		failsReadably(simulator, 'list the orders', (run) => getOrders({}, run), [
			// The second request is the one without a page size.
			{ ...INVALID, requests: 2 },
		]);

		test.each([
			[{}, 'the response is a different object instead of a list of orders'],
			[{ orders: [] }, 'the response is a different object instead of a list of orders'],
			[{ products: [{}] }, 'not all orders have the field id'],
		])('the response %j does not count as an empty list', async (body, complaint) => {
			simulator().faults.add({ kind: 'withoutList', body });
			expectError(await getOrders(), `Could not list the orders: ${complaint}`);
		});
	});
});
