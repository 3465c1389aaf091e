import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { byId, expectError, results, runOperation } from '../../engine/operation.mts';

const simulator = useSimulator({ keys: 10, orders: 3 });

const FLEET = 'y1nNLJqb7m';
const PLAIN = 'Am07b6Q7JZ';
const PRINTED = 'Bq19c7R8KY';
const address = { firstName: 'Zoë', lastName: "O'Brien", city: 'Köln', country: 'Germany' };

function order(parameters: INodeParameters = {}, run?: Partial<NodeRun>) {
	return runOperation(
		simulator(),
		'order.create',
		{ fleetId: byId(FLEET), productId: byId(PLAIN), address, ...parameters },
		run,
	);
}

/** The value of the resource mapper as the editor saves it. */
function printing(value: IDataObject): INodeParameters {
	return {
		printing: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
		productId: byId(PRINTED),
	} as INodeParameters;
}

const sent = () => simulator().requests.filter(({ method }) => method === 'POST');

describe('Order a card', () => {
	test('looks up the product, sends one order and returns it', async () => {
		const result = await order();
		expect(result.error).toBeUndefined();
		const [created] = [...simulator().orders].slice(-1);
		expect(result.outputs).toEqual([[{ json: created, pairedItem: { item: 0 } }]]);
		expect(created).toMatchObject({ address, product: { id: PLAIN }, status: 'ORDER_CREATED' });
		expect(simulator().requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /drive/emp/v1/products',
			'POST /drive/emp/v1/orders',
		]);
		expect(sent()[0]?.body).toEqual({ fleetId: FLEET, productId: PLAIN, address });
	});

	test('sends printed fields and omits empty ones', async () => {
		const result = await order(
			printing({ cardHolder: 'Zoë', employeeNumber: 7, showLogo: false, department: '' }),
		);
		expect(result.error).toBeUndefined();
		expect(sent()[0]?.body).toMatchObject({
			printing: { cardHolder: 'Zoë', employeeNumber: 7, showLogo: false },
		});
	});

	test('converts unambiguous values between numbers and text', async () => {
		await order(printing({ cardHolder: 4711, employeeNumber: '7', showLogo: 'true' }));
		expect(sent()[0]?.body).toMatchObject({
			printing: { cardHolder: '4711', employeeNumber: 7, showLogo: true },
		});
	});

	test('merges additional JSON, including address and printing', async () => {
		const result = await order({
			...printing({ cardHolder: 'Zoë' }),
			additional: JSON.stringify({
				quantity: 2,
				address: { addressLine2: 'Suite 9' },
				printing: { backside: { line: 'L' } },
			}),
		});
		expect(result.error).toBeUndefined();
		expect(sent()[0]?.body).toEqual({
			fleetId: FLEET,
			productId: PRINTED,
			address: { ...address, addressLine2: 'Suite 9' },
			printing: { cardHolder: 'Zoë', backside: { line: 'L' } },
			quantity: 2,
		});
	});

	test.each<[INodeParameters, string]>([
		[{ fleetId: byId('={{ "" }}') }, '"Fleet" must not be empty'],
		[{ productId: byId('={{ "" }}') }, '"Product" must not be empty'],
		[{ address: {} }, '"Address" must not be empty'],
		[{ additional: '{' }, '"Additional Fields (JSON)" must be a JSON object'],
		[{ additional: '{"productId":"x"}' }, 'must not contain "productId", which has its own field'],
		[{ additional: '{"fleetId":"x"}' }, 'must not contain "fleetId", which has its own field'],
		[{ additional: '{"address":{"city":"Bonn"}}' }, 'must not contain "address.city"'],
		[{ additional: '{"address":5}' }, 'must have a JSON object as "address", but it is 5'],
		[
			{ additional: '{"address":{"__proto__":{"polluted":1}}}' },
			'must not contain "__proto__", which cannot be sent',
		],
	])('%j is rejected before anything is sent', async (parameters, message) => {
		const result = await order(parameters);
		expect(result.error?.message).toContain(message);
		expect(simulator().requests).toEqual([]);
	});

	test.each<[IDataObject, string]>([
		[{}, 'has the field "Card Holder", which must not be empty'],
		[{ cardHolder: '   ' }, 'has the field "Card Holder", which must not be empty'],
		[{ cardHolder: 'x'.repeat(27) }, '"Card Holder", which must have at most 26 characters'],
		[{ cardHolder: 'Z' }, '"Card Holder", which must have at least 2 characters'],
		[{ cardHolder: 'Zoë', employeeNumber: 1.5 }, '"Employee Number", which must be a whole number'],
		[{ cardHolder: 'Zoë', employeeNumber: 0 }, '"Employee Number", which must be at least 1'],
		[{ cardHolder: 'Zoë', employeeNumber: 'x' }, '"Employee Number", which must be a number'],
		[{ cardHolder: 'Zoë', colour: 'red' }, '"Colour", which must be one of white, green, black'],
		[{ cardHolder: 'Zoë', showLogo: 'yes' }, '"Show Logo", which must be true or false'],
		[{ cardHolder: { a: 1 } }, '"Card Holder", which must be text'],
		[
			{ cardHolder: 'Zoë', licencePlate: 'B' },
			'has a value for "licencePlate", which is not printed',
		],
	])('Printing %j is rejected before it is ordered', async (value, message) => {
		const result = await order(printing(value));
		expect(result.error?.message).toContain(message);
		expect(sent()).toEqual([]);
	});

	test('a product that cannot be ordered is rejected', async () => {
		const result = await order({ productId: byId('nothing') });
		expect(result.error?.message).toContain(
			'"Product" must be a product from the list, but it is "nothing"',
		);
		expect(sent()).toEqual([]);
	});

	test('an unknown fleet is a 404', async () => {
		const result = await order({ fleetId: byId('unknown') });
		expectError(
			result,
			`Could not order the product ${PLAIN} for the fleet unknown: there is no such fleet or product (404): Fleet not found`,
		);
		expect(result.error?.description).toContain('Fleet > Create');
	});

	test('a response without a body is a success: ordering again would cost', async () => {
		simulator().faults.add({ kind: 'status', status: 200, body: '', method: 'POST' });
		expect(results(await order())).toEqual([{ fleetId: FLEET, productId: PLAIN, success: true }]);
	});

	test('an invalid item does not affect the others', async () => {
		const { outputs } = await order(
			{ fleetId: byId('={{ $json.fleet }}') },
			{
				items: [{ fleet: FLEET }, { fleet: 'unknown' }, { fleet: FLEET }],
				onError: 'continueErrorOutput',
			},
		);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(outputs[1]).toMatchObject([{ json: { fleet: 'unknown' }, pairedItem: { item: 1 } }]);
		expect(sent()).toHaveLength(3);
		expect(simulator().orders.count).toBe(3 + 2);
		// The products are listed once for all items.
		expect(simulator().requests).toHaveLength(1 + 3);
	});
});
