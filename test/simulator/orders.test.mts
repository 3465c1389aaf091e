import type { Order } from '../../simulator/simulator.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';

const PATH = '/emp/v1/orders';
const NOW = Date.parse('2026-03-01T12:00:00.000Z');

const simulator = useSimulator({ keys: 10, orders: 230, now: () => NOW });

async function list(params: Record<string, unknown> = {}) {
	const { status, data } = await emp(simulator(), 'GET', PATH, { params });
	if (status !== 200 || !isOrderPage(data)) throw new Error(`No page: ${status}`);
	return data;
}

function isOrderPage(data: unknown): data is { products: Order[]; cursor?: string } {
	return typeof data === 'object' && data !== null && 'products' in data;
}

describe('list', () => {
	test('filters by time, excluding both ends', async () => {
		const created = [...simulator().orders].map((order) => order.created ?? '');
		const [fromDate = '', first, , toDate = ''] = created.slice(50, 54);
		const { products, cursor } = await list({ fromDate, toDate });
		expect(products.map((order) => order.created)).toEqual([first, created[52]]);
		expect(cursor).toBeUndefined();
		const shifted = fromDate.replace('.000Z', '+00:00');
		expect((await list({ fromDate: shifted, toDate })).products).toHaveLength(2);
	});

	test.each([
		{ fromDate: 'yesterday' },
		{ toDate: '2026-01-01' },
		{ toDate: '2026-13-01T00:00:00Z' },
		{ fromDate: '2026-01-01T00:00:00' },
		{ pageSize: 0 },
		{ pageSize: 101 },
		{ page_size: 10 },
		{ cursor: 'Cml116D3OZ' },
	])('rejects %j', async (params) => {
		expect(await emp(simulator(), 'GET', PATH, { params })).toMatchObject({ status: 400 });
	});
});

describe('assign', () => {
	const assign = (id: string) =>
		emp(simulator(), 'POST', `/emp/v1/order/${encodeURIComponent(id)}/assign`);

	test('returns 404 for an unknown order, 403 for the plural path', async () => {
		expect(await assign('unknown')).toMatchObject({ status: 404 });
		const plural = await emp(simulator(), 'POST', '/emp/v1/orders/aYnky297eG/assign');
		expect(plural).toMatchObject({ status: 403 });
	});
});
