import { PRODUCTS } from '../../../simulator/seededProducts.mts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import { results, runOperation } from '../../engine/operation.mts';
import { failsReadably } from '../../support/apiFailures.mts';

const simulator = useSimulator();

describe('Get Many products', () => {
	test('returns all products with one request without a page size', async () => {
		const result = await runOperation(simulator(), 'product.getAll', { returnAll: true });
		expect(results(result)).toEqual(PRODUCTS);
		expect(simulator().requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /drive/emp/v1/products',
		]);
	});

	test('Limit truncates the list', async () => {
		const result = await runOperation(simulator(), 'product.getAll', { limit: 2 });
		expect(results(result)).toEqual(PRODUCTS.slice(0, 2));
	});

	test('follows a cursor if the API sends one', async () => {
		const [first, second] = PRODUCTS;
		simulator().faults.add({
			kind: 'status',
			status: 200,
			body: { products: [first], cursor: 'next' },
			times: 1,
		});
		simulator().faults.add({ kind: 'status', status: 200, body: { products: [second] }, times: 1 });
		const result = await runOperation(simulator(), 'product.getAll', { returnAll: true });
		expect(results(result)).toEqual([first, second]);
		expect(simulator().requests.map(({ query }) => query)).toEqual([{}, { cursor: 'next' }]);
	});

	failsReadably(simulator, 'list the products', (run) =>
		runOperation(simulator(), 'product.getAll', {}, run),
	);
});
