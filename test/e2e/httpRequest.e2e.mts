import { arrayAt, at, objectAt } from '../../host/shape.mts';
import { Account, n8n, session } from '../support/account.mts';
import { rowOf } from '../support/triggerWorkflow.mts';

// docs/http-request.md

test('HTTP Request sends a request that the node lacks, with the API key', async () => {
	const account = await Account.open({ keys: 1 });
	const { baseUrl, apiKey } = account.simulator;
	const name = 'HTTP Request';
	const workflow = rowOf('HTTP Request with the credential', {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'plugsurfingEmpApi',
			url: `${baseUrl}/emp/v1/charging-keys?page_size=10`,
		},
		credentials: { plugsurfingEmpApi: { id: null, name: '' } },
	});
	const execution = await account.run(workflow, 'Start');
	expect(execution.error).toBe('');
	expect(execution.items(name)).toEqual([{ keys: [...account.simulator.chargingKeys] }]);
	expect(account.simulator.requests).toMatchObject([{ headers: { 'x-api-key': apiKey } }]);
});

test('HTTP Request offers the credential, and each resource has Custom API Call', async () => {
	const types: unknown = JSON.parse(
		(await session.download('/types/credentials.json')).content.toString('utf8'),
	);
	const credential = arrayAt(types).find((one) => at(one, 'name') === 'plugsurfingEmpApi');
	expect(credential).toHaveProperty('authenticate');
	const node = (await n8n.nodeTypes()).find(
		({ name }) => name === 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
	);
	const operations = arrayAt(node, 'properties').filter(
		(field) => at(field, 'name') === 'operation',
	);
	expect(operations).toHaveLength(6);
	for (const { options } of operations.map((field) => objectAt(field))) {
		expect(at(arrayAt(options).at(-1), 'name')).toBe('Custom API Call');
	}
});
