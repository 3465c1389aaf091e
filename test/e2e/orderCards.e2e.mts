import type { JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { rowOf } from '../support/triggerWorkflow.mts';

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
	const nodes = steps.map(([name, parameters]) => ({
		name,
		type: TYPE,
		typeVersion: 1,
		parameters,
		credentials: { plugsurfingEmpApi: { id: null, name: '' } },
	}));
	return rowOf('Order a card', ...nodes);
}

test('creates, renames and invites a fleet, and orders a printed card for it', async () => {
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
