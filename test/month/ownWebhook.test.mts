import { OwnWebhookCalls } from '../../month/ownWebhook.mts';
import { localServer } from '../../host/localServer.mts';

test('a call that had a 200 and was not stored is lost; one with another status is not', async () => {
	const statuses = [200, 200, 503];
	const server = await localServer((_request, response) => {
		response.statusCode = statuses.shift() ?? 503;
		response.end();
	});
	const calls = new OwnWebhookCalls(() => server.origin);
	await calls.during(new Promise((resolve) => setTimeout(resolve, 450)));
	server.close();
	expect(calls.result([{ number: '1' }])).toEqual({ accepted: 2, lost: 1 });
	expect(calls.result([{ number: '1' }, { number: '2' }])).toEqual({ accepted: 2, lost: 0 });
});
