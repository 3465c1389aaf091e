import { arrayAt, at, textAt, type JsonObject } from '../../host/shape.mts';
import { readWorkflow, withCredential, type Workflow } from '../../host/workflowFile.mts';
import { sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { Account, n8n, session } from '../support/account.mts';
import { Receiver } from '../support/receiver.mts';

const days = 24 * 60 * 60_000;
let receiver: Receiver;

beforeEach(async () => {
	receiver = await Receiver.start();
});
afterEach(() => {
	receiver.stop();
});

/** A ready-made workflow whose outward node posts to the receiver. */
function readForReceiver(file: string): Workflow {
	const workflow = readWorkflow(file);
	const nodes = workflow.nodes.map(
		(node): JsonObject =>
			node['type'] === 'n8n-nodes-base.httpRequest'
				? { ...node, parameters: { ...(node['parameters'] as JsonObject), url: receiver.url } }
				: node,
	);
	return { ...workflow, nodes };
}

test('a finished session goes to the CRM', async () => {
	const account = await Account.open(
		{ sessionPace: { startsAfterMs: 0, completesAfterMs: 0 } },
		{ webhookSecret: 'current-secret' },
	);
	const { sessions } = account.simulator;
	const sessionId = sessions.start('connector', 'key');
	sessions.stop(sessionId);
	const bill = sessions.get(sessionId);

	const workflow = withCredential(
		readForReceiver('session-finished-to-crm.json'),
		account.reference,
	);
	const saved = await n8n.createWorkflow(workflow);
	await n8n.publish(saved);
	const node = arrayAt(workflow, 'nodes')[1];
	const url = `${session.url}/webhook/${textAt(node, 'webhookId')}/webhook`;
	const sender = new WebhookSender('current-secret', 30_000);
	try {
		const deadline = Date.now() + 30_000;
		const event = sessionEvent('SESSION_COMPLETE', sessionId);
		while ((await sender.send(url, event, 'wrong')).status !== 401) {
			if (Date.now() > deadline) throw new Error('The workflow was not published');
		}
		expect(await sender.send(url, event)).toMatchObject({ status: 200 });
		expect(await sender.send(url, sessionEvent('SESSION_COMPLETE', 'unknown'))).toMatchObject({
			status: 200,
		});
		const entries = await receiver.atLeast(2);
		const about = (id: string) => entries.find((entry) => at(entry, 'sessionId') === id);
		expect(about(sessionId)).toMatchObject({
			kWh: (bill?.energy?.value ?? NaN) / 1000,
			price: (bill?.price?.minorInclVat ?? NaN) / 100,
			currency: bill?.price?.currencyCode,
			note: '',
		});
		expect(about('unknown')).toMatchObject({
			note: expect.stringContaining('no such session') as string,
		});
	} finally {
		sender.close();
		await n8n.unpublish(saved);
	}
});

test('a new order goes to shipping and is marked as assigned', async () => {
	const account = await Account.open({ orders: 12 });
	const workflow = readForReceiver('new-orders-to-shipping.json');
	const execution = await account.run(workflow, 'New orders');
	expect(execution.error).toBe('');

	const [shipment] = await receiver.atLeast(1);
	const id = textAt(shipment, 'reference');
	const order = account.simulator.orders.get(id);
	expect(order?.status).toBe('ORDER_ASSIGNED');
	expect(shipment).toMatchObject({
		quantity: order?.quantity,
		city: order?.address?.city,
		name: `${order?.address?.firstName ?? ''} ${order?.address?.lastName ?? ''}`,
	});
});

test('keys that expire soon are in one message', async () => {
	const account = await Account.open({ keys: 0 });
	account.simulator.chargingKeys.add({
		keyIdentifier: '3633e0e0',
		validTo: new Date(Date.now() + 7 * days).toISOString(),
		contractId: 'DE-8PS-C1',
		visualNumber: 'DE-8PS-C1',
		enabled: true,
	});
	const workflow = readForReceiver('warn-before-keys-expire.json');
	const execution = await account.run(workflow, 'Keys that expire soon');
	expect(execution.error).toBe('');
	expect(await receiver.atLeast(1)).toEqual([
		{
			text: expect.stringMatching(
				/^1 charging key expires.*\nDE-8PS-C1 \(3633e0e0\): \d{4}-/s,
			) as string,
		},
	]);
});
