import { arrayAt, at, type JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { Account, session } from '../support/account.mts';

const TYPE = 'n8n-nodes-plugsurfing-emp.plugsurfingEmp';
const PRINTED = 'Bq19c7R8KY';

const steps: [string, JsonObject][] = [
	['Create a fleet', { resource: 'fleet', operation: 'create', fleetId: 'sales' }],
	['Rename it', { resource: 'fleet', operation: 'rename', fleetId: 'sales', fleetName: 'Sales' }],
	['Invite', { resource: 'fleet', operation: 'getInvitation', fleetId: 'sales' }],
	['Products', { resource: 'product', operation: 'getAll', limit: 1 }],
	[
		'Order a card',
		{
			resource: 'order',
			operation: 'create',
			fleetId: { __rl: true, mode: 'id', value: 'sales' },
			productId: { __rl: true, mode: 'list', value: PRINTED },
			address: { firstName: 'Zoë', lastName: "O'Brien", city: 'Köln' },
			printing: {
				mappingMode: 'defineBelow',
				value: { cardHolder: 'Zoë O’Brien', employeeNumber: 7, showLogo: true },
				matchingColumns: [],
				schema: [],
			},
			additional: '{ "quantity": 1 }',
		},
	],
];

function workflow(): Workflow {
	const names = ['Start', ...steps.map(([name]) => name)];
	const nodes = steps.map(([name, parameters], index) => ({
		id: name,
		name,
		type: TYPE,
		typeVersion: 1,
		position: [(index + 1) * 200, 0],
		parameters,
		credentials: { plugsurfingEmpApi: { id: null, name: '' } },
	}));
	const start = {
		id: 'Start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const connections = Object.fromEntries(
		names
			.slice(0, -1)
			.map((from, index) => [
				from,
				{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
			]),
	);
	return {
		name: 'Order a card',
		nodes: [start, ...nodes],
		connections,
		settings: { executionOrder: 'v1' },
	};
}

test('a fleet is created, renamed and invited, and gets a printed card', async () => {
	const account = await Account.open({ keys: 3 });
	const execution = await account.run(workflow(), 'Start');
	expect(execution.error).toBe('');
	expect(execution.items('Rename it')).toEqual([{ fleetId: 'sales', fleetName: 'Sales' }]);
	expect(execution.items('Invite')).toMatchObject([{ fleetId: 'sales' }]);
	expect(execution.items('Products')).toHaveLength(1);
	const [order] = [...account.simulator.orders].slice(-1);
	expect(execution.items('Order a card')).toEqual([order]);
	expect(account.simulator.requests.at(-1)?.body).toEqual({
		fleetId: 'sales',
		productId: PRINTED,
		address: { firstName: 'Zoë', lastName: "O'Brien", city: 'Köln' },
		printing: { cardHolder: 'Zoë O’Brien', employeeNumber: 7, showLogo: true },
		quantity: 1,
	});
});

test('the editor gets the products, the fleets, and the printing fields of the chosen product', async () => {
	const account = await Account.open({ keys: 50 });
	const dynamic = {
		path: 'parameters.printing',
		nodeTypeAndVersion: { name: TYPE, version: 1 },
		credentials: { plugsurfingEmpApi: account.reference },
		currentNodeParameters: {
			resource: 'order',
			operation: 'create',
			productId: { __rl: true, mode: 'id', value: PRINTED },
		},
	};
	const list = await session.post('/rest/dynamic-node-parameters/resource-locator-results', {
		...dynamic,
		path: 'parameters.productId',
		methodName: 'searchProducts',
	});
	expect(arrayAt(list, 'results')).toContainEqual({
		name: `Charging card with name · A card that is printed individually · ${PRINTED}`,
		value: PRINTED,
	});
	const fleets = await session.post('/rest/dynamic-node-parameters/resource-locator-results', {
		...dynamic,
		path: 'parameters.fleetId',
		methodName: 'searchFleets',
	});
	const { fleetIds } = account.simulator.chargingKeys;
	expect(arrayAt(fleets, 'results').map((fleet) => at(fleet, 'value'))).toEqual(
		[...fleetIds].sort(),
	);
	const mapped = await session.post('/rest/dynamic-node-parameters/resource-mapper-fields', {
		...dynamic,
		methodName: 'getPrintingFields',
	});
	expect(
		arrayAt(mapped, 'fields').map((field) => [at(field, 'id'), at(field, 'required')]),
	).toEqual([
		['cardHolder', true],
		['department', false],
		['employeeNumber', false],
		['colour', false],
		['showLogo', false],
	]);
});
