import type { IWebhookFunctions } from 'n8n-workflow';

import { sessionDetails, sessionIdIn } from '../../nodes/PlugsurfingEmp/webhook/sessionDetails.ts';

test.each([
	[{ payload: { sessionId: 's-1' } }, 's-1'],
	[{ payload: { sessionId: '' } }, undefined],
	[{ payload: { sessionId: 5 } }, undefined],
	[{ payload: 'text' }, undefined],
	[{}, undefined],
])('the session ID in %j is %s', (event, sessionId) => {
	expect(sessionIdIn(event)).toBe(sessionId);
});

test('an unexpected error does not reveal its message', async () => {
	const getCredentials = () => Promise.reject(new Error('secret'));
	const context = { getCredentials } as unknown as IWebhookFunctions;
	expect(await sessionDetails(context, 's-1')).toEqual({
		sessionError: 'The session could not be fetched',
	});
});
