import type { JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { rowOf } from '../support/triggerWorkflow.mts';

const node = 'HTTP Request';

/** A workflow in which HTTP Request uses the credential, as docs/http-request.md describes it. */
function workflow(parameters: JsonObject): Workflow {
	return rowOf('HTTP Request with the credential', {
		name: node,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'plugsurfingEmpApi',
			...parameters,
		},
		credentials: { plugsurfingEmpApi: { id: null, name: '' } },
	});
}

test('sends a request that the node lacks, with the API key', async () => {
	const account = await Account.open({ keys: 1 });
	const { baseUrl, apiKey } = account.simulator;
	const url = `${baseUrl}/emp/v1/charging-keys?page_size=10`;
	const execution = await account.run(workflow({ url }), 'Start');
	expect(execution.error).toBe('');
	expect(execution.items(node)).toEqual([{ keys: [...account.simulator.chargingKeys] }]);
	expect(account.simulator.requests).toMatchObject([{ headers: { 'x-api-key': apiKey } }]);
});

test('sends nothing to an address that is not below the base URL', async () => {
	const account = await Account.open({ keys: 1 });
	const url = `${account.simulator.origin}/other/emp/v1/charging-keys`;
	const execution = await account.run(workflow({ url }), 'Start');
	expect(execution.error).toContain('is only sent to addresses that start with');
	expect(account.simulator.requests).toEqual([]);
});

test('does not follow a redirect', async () => {
	const account = await Account.open({ keys: 1 });
	const other = await Account.open({ keys: 1 });
	const location = `${other.simulator.baseUrl}/emp/v1/charging-keys`;
	account.simulator.faults.add({ kind: 'redirect', location });
	const url = `${account.simulator.baseUrl}/emp/v1/charging-keys`;
	await account.run(workflow({ url, options: { redirect: { redirect: {} } } }), 'Start');
	expect(account.simulator.requests).toHaveLength(1);
	expect(other.simulator.requests).toEqual([]);
});
