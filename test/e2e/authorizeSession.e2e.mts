import { readWorkflow } from '../../host/workflowFile.mts';
import { authorizationRequest } from '../../simulator/webhookEvent.mts';
import { Account, tables } from '../support/account.mts';
import { block, keyTakenFrom, workflowFile } from '../support/authorization.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';

const header = { 'X-Plugsurfing-Token': 'a-long-random-value' };
const credentialFields = {
	webhookHeaderName: 'X-Plugsurfing-Token',
	webhookHeaderValue: 'a-long-random-value',
};

/** The published workflow with its table, created as the workflow's note says, and keys in it. */
async function publish(
	keys: string[],
	workflow = readWorkflow(workflowFile),
): Promise<PublishedWorkflow> {
	const account = await Account.open({ keys: 0 }, credentialFields);
	const made = await account.run(workflowFile, 'Make the table once');
	expect(made.error).toBe('');
	await block(tables, keys);
	return await PublishedWorkflow.ofTrigger(account, workflow);
}

test('blocks the keys in the table, ignoring case, and allows all others', async () => {
	const published = await publish(['04ABcd12', '3633e0e0', 'AABBCCDD']);
	const verdict = async (key: unknown) => {
		const answer = await published.post(authorizationRequest(key), header);
		return [answer.status, answer.data];
	};

	for (const key of ['3633e0e0', '3633E0E0', ' aabbccdd ', '04ABcd12']) {
		expect(await verdict(key)).toEqual([200, { allowed: 'BLOCKED' }]);
	}
	for (const key of ['3633e0e1', '3633', '%', '04ABcd12ff', 12345]) {
		expect(await verdict(key)).toEqual([200, { allowed: 'ALLOWED' }]);
	}
});

test('fails if the request has no key in the expected field, instead of letting everyone charge', async () => {
	const published = await publish(['3633e0e0']);
	for (const request of [{ token: { uid: '3633e0e0' } }, authorizationRequest(' '), {}]) {
		const answer = await published.post(request, header);
		expect([answer.status, JSON.stringify(answer.data)]).toEqual([
			500,
			expect.not.stringContaining('ALLOWED'),
		]);
	}
	const executions = await published.executions(3);
	for (const { error } of executions) {
		expect(error).toContain('The request has no key in the field that Key of the request uses');
	}
});

test('has a single setting for the field of the key', async () => {
	const workflow = keyTakenFrom(readWorkflow(workflowFile), '={{ $json.token.uid }}');
	const published = await publish(['3633e0e0'], workflow);
	const answer = await published.post({ token: { uid: '3633e0e0' } }, header);
	expect(answer.data).toEqual({ allowed: 'BLOCKED' });
});

test('ignores events, and rejects calls without the header', async () => {
	const published = await publish(['3633e0e0']);
	const request = authorizationRequest('3633e0e0');
	expect((await published.post(request)).status).toBe(401);
	const wrong = { 'X-Plugsurfing-Token': 'another-value' };
	expect((await published.post(request, wrong)).status).toBe(401);
	const event = await published.post({ event: 'SESSION_STARTED', payload: {} }, header);
	expect(event.data).toEqual({
		message: 'Ignored: the workflow does not trigger on this type of event',
	});
	await published.executions(0);
});
