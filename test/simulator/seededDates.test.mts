import { startSimulator } from '../../simulator/simulator.mts';
import { emp } from '../support/emp.mts';

const DAY = 24 * 60 * 60_000;

// What the workflows fulfil-orders and warn-before-keys-expire look for.
test.each(['2024-02-29T00:00:00.000Z', '2026-11-26T15:04:05.678Z', '2035-12-31T23:59:59.999Z'])(
	'on %s there are recent orders to assign, older ones, and enabled keys that expire soon',
	async (moment) => {
		const now = Date.parse(moment);
		const simulator = await startSimulator({ now: () => now });
		try {
			const weekAgo = now - 7 * DAY;
			const params = { fromDate: new Date(weekAgo).toISOString() };
			const { data } = await emp(simulator, 'GET', '/emp/v1/orders', { params });
			const all = [...simulator.orders];
			const orders = all.filter(({ created }) => Date.parse(created ?? '') > weekAgo);
			expect(data).toEqual({ products: orders });
			expect(orders.length).toBeLessThan(all.length - 1);
			const open = orders.filter(({ status }) => status === 'ORDER_CREATED');
			expect(open.length).toBeGreaterThan(5);
			expect(open.length).toBeLessThan(orders.length);
			expect(orders.filter(({ created }) => Date.parse(created ?? '') > now)).toEqual([]);

			const expiring = [...simulator.chargingKeys].filter(({ enabled, validTo }) => {
				const left = Date.parse(validTo) - now;
				return enabled && left > 0 && left < 30 * DAY;
			});
			expect(expiring.length).toBeGreaterThan(5);
			expect(expiring.length).toBeLessThan(100);
		} finally {
			await simulator.close();
		}
	},
);
