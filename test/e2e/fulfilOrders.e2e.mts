import { Account } from '../support/account.mts';

const file = 'fulfil-orders.json';
const day = 24 * 60 * 60 * 1000;

/** Adds an order that was created `daysAgo` days ago. */
function addOrder(account: Account, id: string, daysAgo: number, status = 'ORDER_CREATED'): void {
	const [sample] = account.simulator.orders;
	if (!sample) throw new Error('There is no sample order');
	const created = new Date(Date.now() - daysAgo * day).toISOString();
	account.simulator.orders.add({ ...sample, id, created, updated: created, status });
}

function statusOf(account: Account, id: string): string | undefined {
	return account.simulator.orders.get(id)?.status;
}

/** The IDs of the orders in assign requests, as encoded in the URLs. */
function assignments(account: Account): string[] {
	return account.simulator.requests
		.filter(({ path }) => path.endsWith('/assign'))
		.map(({ params }) => params['orderId'] ?? '')
		.sort();
}

/** An account with two old orders and four new ones, one of them already assigned. */
async function open() {
	const account = await Account.open({ orders: 1 });
	addOrder(account, 'eight-days-old', 8);
	addOrder(account, 'six-days-old', 6);
	addOrder(account, 'assigned-already', 2, 'ORDER_ASSIGNED');
	addOrder(account, 'a/b+c=', 1);
	addOrder(account, 'new', 0.01);
	return account;
}

describe('fulfil orders', () => {
	test('assigns only the new orders', async () => {
		const account = await open();
		const before = [...account.simulator.orders];
		const execution = await account.run(file, 'Every morning at 07:00');

		expect(execution.error).toBe('');
		expect(assignments(account)).toEqual(['a/b+c=', 'new', 'six-days-old']);
		for (const order of before) {
			const isNew = ['a/b+c=', 'new', 'six-days-old'].includes(order.id);
			expect(statusOf(account, order.id)).toBe(isNew ? 'ORDER_ASSIGNED' : order.status);
		}
		expect(execution.items('Summary')).toEqual([
			{
				assigned: 3,
				failed: 0,
				lines: ['six-days-old · assigned', 'a/b+c= · assigned', 'new · assigned'],
			},
		]);
	});

	test('says which order failed and why, and assigns the other orders', async () => {
		const account = await open();
		account.simulator.faults.add({
			kind: 'status',
			status: 500,
			path: '*/six-days-old/assign',
			times: 'always',
		});
		const execution = await account.run(file, 'Start by hand');
		expect(execution.error).toBe('');
		expect(statusOf(account, 'six-days-old')).toBe('ORDER_CREATED');
		expect(statusOf(account, 'new')).toBe('ORDER_ASSIGNED');
		expect(execution.items('Summary')).toEqual([
			{
				assigned: 2,
				failed: 1,
				lines: [
					'a/b+c= · assigned',
					'new · assigned',
					expect.stringMatching(
						/^six-days-old · failed · The request to assign .* may have taken effect.*\(500\)/,
					) as string,
				],
			},
		]);
		// An assignment with an unknown outcome is not sent again in the same run.
		expect(assignments(account)).toHaveLength(3);
	});

	test('assigns all orders of a busy week', async () => {
		const account = await Account.open({ orders: 1 });
		for (let number = 0; number < 250; number++) addOrder(account, `order-${number}`, 1);
		const execution = await account.run(file, 'Start by hand');
		expect(execution.items('Summary')).toEqual([
			expect.objectContaining({ assigned: 250, failed: 0 }),
		]);
		expect(new Set(assignments(account)).size).toBe(250);
		expect(assignments(account)).toHaveLength(250);
	});
});
