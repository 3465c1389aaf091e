import { chargeDetailRecord, sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { hookListener } from '../support/hookListener.mts';

test('signs over the bytes that it sends, wrongly or not at all when it is told to', async () => {
	const server = await hookListener('s');
	const sender = new WebhookSender('s');
	const event = sessionEvent('SESSION_STARTED', 'Jürgens 🚗');
	expect(await sender.send(server.url, event)).toMatchObject({ status: 200 });
	expect(await sender.send(server.url, event, 'wrong')).toMatchObject({ status: 401 });
	expect(await sender.send(server.url, event, 'none')).toMatchObject({ status: 401 });
	expect(server.arrived.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
		event,
		event,
		event,
	]);
	expect(server.arrived[1]?.signature).toHaveLength(88);
	expect(server.arrived[2]?.signature).toBeUndefined();
	sender.close();
	server.close();
});

test('sends many at once, and the same record again', async () => {
	const server = await hookListener('s');
	const sender = new WebhookSender('s');
	const record = chargeDetailRecord('s-1');
	const records = Array.from({ length: 100 }, () => record);
	const deliveries = await sender.sendAll(server.url, records);
	expect(deliveries.every(({ status }) => status === 200)).toBe(true);
	expect(new Set(server.arrived.map(({ body }) => body)).size).toBe(1);
	sender.close();
	server.close();
});

test('gives up when no answer comes in time', async () => {
	const server = await hookListener('s', false);
	const sender = new WebhookSender('s', 50);
	const delivery = await sender.send(server.url, sessionEvent('SESSION_STARTED', 's'));
	expect(delivery).toMatchObject({
		status: undefined,
		body: expect.stringMatching(/timeout/) as string,
	});
	sender.close();
	server.close();
});
