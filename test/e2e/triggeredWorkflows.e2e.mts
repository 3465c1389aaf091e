import { at, textAt, type JsonObject } from '../../host/shape.mts';
import { readWorkflow, withCredential, type Workflow } from '../../host/workflowFile.mts';
import { sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { Account, n8n, tables } from '../support/account.mts';
import { fieldsSetTo, withAllParameters, withParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import { Receiver } from '../support/receiver.mts';

const days = 24 * 60 * 60_000;
let receiver: Receiver;

beforeEach(async () => {
	receiver = await Receiver.start();
});
afterEach(() => {
	receiver.stop();
});

/** A ready-made workflow whose outgoing node posts to the receiver. */
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

/** Publishes a workflow with the trigger, sends it events as Plugsurfing does, and waits for its messages. */
async function sendTo(
	workflow: Workflow,
	account: Account,
	events: JsonObject[],
	messages = events.length,
): Promise<void> {
	const { url } = await PublishedWorkflow.ofTrigger(account, workflow);
	const sender = new WebhookSender('current-secret', 30_000);
	for (const event of events) {
		expect(await sender.send(url, event)).toMatchObject({ status: 200 });
	}
	sender.close();
	await receiver.atLeast(messages);
}

/** An account with one complete session. */
async function openWithSession() {
	const account = await Account.open(
		{ sessionPace: { startsAfterMs: 0, completesAfterMs: 0 } },
		{ webhookSecret: 'current-secret' },
	);
	const { sessions } = account.simulator;
	const sessionId = sessions.start('connector', 'key');
	sessions.stop(sessionId);
	return { account, sessionId, bill: sessions.get(sessionId) };
}

test('a finished session goes to the CRM', async () => {
	const { account, sessionId, bill } = await openWithSession();
	await sendTo(readForReceiver('session-finished-to-crm.json'), account, [
		sessionEvent('SESSION_COMPLETE', sessionId),
		sessionEvent('SESSION_COMPLETE', 'unknown'),
	]);
	const about = (id: string) => receiver.received.find((entry) => at(entry, 'sessionId') === id);
	expect(about(sessionId)).toMatchObject({
		kWh: (bill?.energy?.value ?? NaN) / 1000,
		price: (bill?.price?.minorInclVat ?? NaN) / 100,
		currency: bill?.price?.currencyCode,
		note: '',
	});
	expect(about('unknown')).toMatchObject({
		note: expect.stringContaining('no such session') as string,
	});
});

describe('charging cost alert', () => {
	test.each([
		['costs more than the limit', -0.01, 'EUR', true],
		['costs as much as the limit', 0, 'EUR', false],
		['costs something in another currency', 1000, 'SEK', true],
	])('a session that %s', async (_, aboveMajor, limitCurrency, isReported) => {
		const { account, sessionId, bill } = await openWithSession();
		const price = (bill?.price?.minorInclVat ?? NaN) / 100;
		const limit = fieldsSetTo({ limit: price + aboveMajor, limitCurrency });
		const shipped = readForReceiver('charging-cost-alert.json');
		const workflow = withParameters(shipped, 'Limit', limit);
		// The one with an unknown price comes last and is always reported.
		const events = [sessionId, 'unknown'].map((id) => sessionEvent('SESSION_COMPLETE', id));
		await sendTo(workflow, account, events, isReported ? 2 : 1);
		expect(receiver.received.map((message) => at(message, 'text')).sort()).toEqual([
			...(isReported
				? [`Charging session ${sessionId} at ${String(bill?.site)} cost ${price} EUR`]
				: []),
			expect.stringMatching(/^The price of charging session unknown is not known: .+/) as string,
		]);
	});
});

test('an upcoming fee is reported to the driver, or to the team if the driver is unknown', async () => {
	const { account, sessionId } = await openWithSession();
	const workflow = readForReceiver('warn-of-fees.json');
	expect((await account.run(workflow, 'Create the tables')).error).toBe('');
	await tables.insert('Started sessions', [{ sessionId, keyIdentifier: '04a2b3c4' }]);
	await tables.insert('Key holders', [
		{ keyIdentifier: '04a2b3c4', name: 'Zoë', contact: 'zoe@example.com' },
	]);
	await sendTo(workflow, account, [
		sessionEvent('SESSION_FEE_INCURRING', sessionId),
		sessionEvent('SESSION_FEE_INCURRING', 'at-the-charger'),
	]);
	const text = expect.stringMatching(
		/^A blocking fee applies from \d\d:\d\d (at|for session) .+\. Please move the car\.$/,
	) as string;
	expect(receiver.received).toEqual(
		expect.arrayContaining([
			{ to: 'zoe@example.com', text },
			{
				text: expect.stringMatching(/\(session at-the-charger, driver not known\)$/) as string,
			},
		]),
	);
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
	const validTo = new Date(Date.now() + 7 * days).toISOString();
	account.addKey('3633e0e0', { validTo, visualNumber: 'DE-8PS-C1' });
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

describe('alert on failures', () => {
	const table = { tableName: 'Records of the alert' };
	const dataTableId = { __rl: true, mode: 'name', value: table.tableName };

	/** The workflow with its own table. */
	function workflow(): Workflow {
		return withAllParameters(readForReceiver('alert-on-failures.json'), {
			'Have the table': table,
			'Newest record': { dataTableId },
		});
	}

	test('reports missing records until one is stored', async () => {
		const account = await Account.open({ keys: 3 });
		expect((await account.run(workflow(), 'Every morning at 08:00')).error).toBe('');
		expect(await receiver.atLeast(1)).toEqual([
			{ text: expect.stringMatching(/^No charge detail record has been stored yet\. /) as string },
		]);
		await tables.insert(table.tableName, [{ requestId: 'first' }]);
		const second = await account.run(workflow(), 'Every morning at 08:00');
		expect(second.error).toBe('');
		expect(second.ran('Send the message')).toBe(false);
	});

	test('reports why Plugsurfing rejects the API key', async () => {
		const account = await Account.open({ keys: 3 }, { apiKey: 'wrong' });
		expect((await account.run(workflow(), 'Every morning at 08:00')).error).toBe('');
		const messages = (await receiver.atLeast(1)).map((message) => at(message, 'text'));
		expect(messages).toContainEqual(
			expect.stringMatching(/^Plugsurfing does not respond: .*API key/s),
		);
	});

	test('reports which workflow failed, where and why', async () => {
		const account = await Account.open({ keys: 3 });
		const alert = await n8n.createWorkflow(withCredential(workflow(), account.reference));
		await n8n.publish(alert);
		const failing = readWorkflow('session-finished-to-crm.json');
		const settings = { ...failing.settings, errorWorkflow: alert.id };
		const unsendable = withParameters({ ...failing, settings }, 'Send to CRM', {
			url: 'not a URL',
		});
		const { account: sender, sessionId } = await openWithSession();
		await sendTo(unsendable, sender, [sessionEvent('SESSION_COMPLETE', sessionId)]);
		expect(receiver.received).toEqual([
			{
				text: expect.stringMatching(
					/^Workflow "Session finished to CRM" failed in "Send to CRM":\n.*URL/,
				) as string,
			},
		]);
		await n8n.unpublish(alert);
	});
});
