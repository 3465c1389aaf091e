import { join } from 'node:path';
import { root } from '../../host/places.mts';
import { at, textAt, type JsonObject } from '../../host/shape.mts';
import { readWorkflow, type Workflow } from '../../host/workflowFile.mts';
import { sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { Account, n8n, session } from '../support/account.mts';
import { withModelBehind } from '../support/modelBehind.mts';
import { fieldsSetTo, withAllParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import { Receiver } from '../support/receiver.mts';
import { ScriptedModel } from '../../host/scriptedModel.mts';
import { enabledKeys } from '../support/sessionStarts.mts';

const folder = join(root, 'test', 'savedWorkflows', '1.0.0', 'workflows');
const quick = { options: { pollInterval: 1 } };
const BERLIN = { latitude: 52.516275, longitude: 13.377704 };

let account: Account;
let receiver: Receiver;
let model: ScriptedModel;

beforeAll(async () => {
	receiver = await Receiver.start();
	model = await ScriptedModel.start();
});
beforeEach(async () => {
	account = await Account.open(
		{ keys: 20, orders: 12, sessionPace: { startsAfterMs: 0, completesAfterMs: 0 } },
		{ webhookSecret: 'current-secret' },
	);
	receiver.received.length = 0;
});
afterAll(async () => {
	receiver.stop();
	await model.stop();
});

/** A workflow as saved with 1.0.0, at its own address, posting to the receiver. */
function saved(file: string, changes: Record<string, JsonObject> = {}): Workflow {
	const workflow = readWorkflow(file, folder);
	const nodes = workflow.nodes.map(
		(node): JsonObject => ('webhookId' in node ? { ...node, webhookId: addressOf(file) } : node),
	);
	const posting = nodes.filter(({ type }) => type === 'n8n-nodes-base.httpRequest');
	const urls = Object.fromEntries(
		posting.map((node) => [textAt(node, 'name'), { url: receiver.url }]),
	);
	return withAllParameters({ ...workflow, nodes }, { ...urls, ...changes });
}

function addressOf(file: string): string {
	return `saved-${file.replace('.json', '')}`;
}

async function run(workflow: Workflow, trigger = 'Start by hand') {
	const execution = await account.run(workflow, trigger);
	expect(execution.error).toBe('');
	return execution;
}

function newSession(): string {
	const [key = ''] = enabledKeys(account);
	return account.simulator.sessions.start('connector-1', key);
}

describe('a workflow of 1.0.0 still does its work:', () => {
	test('bill-finished-session', async () => {
		const sessionId = newSession();
		const workflow = saved('bill-finished-session.json', {
			'Session to bill': fieldsSetTo({ sessionId }),
			'Stop and wait for the price': quick,
		});
		expect((await run(workflow)).items('Line for the bill')).toMatchObject([{ sessionId }]);
	});

	test('charging-assistant', async () => {
		expect([...account.simulator.locations]).not.toEqual([]);
		const file = 'charging-assistant.json';
		const workflow = saved(file, { 'When chat message received': { public: true } });
		const chat = await PublishedWorkflow.of(
			account,
			await withModelBehind(workflow, model),
			`/webhook/${addressOf(file)}/chat`,
		);
		model.follow(
			{ tool: 'Find_free_chargers', args: { ...BERLIN, distance: 3000 } },
			{ says: 'There is one.' },
		);
		await chat.post({ action: 'sendMessage', sessionId: 'driver', chatInput: 'A charger?' });
		const found: unknown = JSON.parse(String(model.lastToolAnswer));
		// Simplify is off in what was saved: power in watts.
		expect(at(found, 0)).toMatchObject({
			connectorId: expect.any(String) as string,
			power: expect.any(Number) as number,
		});
	});

	test('disable-keys-of-leavers', async () => {
		const [keyIdentifier = ''] = enabledKeys(account);
		const number = account.simulator.chargingKeys.get(keyIdentifier)?.visualNumber;
		const jsonOutput = JSON.stringify({ leavers: [{ name: 'Ada', number }] });
		await run(saved('disable-keys-of-leavers.json', { 'List of leavers': { jsonOutput } }));
		expect(account.simulator.chargingKeys.get(keyIdentifier)?.enabled).toBe(false);
	});

	test('fulfil-orders', async () => {
		const [order] = account.simulator.orders;
		if (!order) throw new Error('The account has no order');
		const now = new Date().toISOString();
		const recent = { ...order, id: 'recent', created: now, updated: now, status: 'ORDER_CREATED' };
		account.simulator.orders.add(recent);
		await run(saved('fulfil-orders.json'));
		expect(account.simulator.orders.get('recent')?.status).toBe('ORDER_ASSIGNED');
	});

	test('import-keys-from-spreadsheet', async () => {
		const workflow = saved('import-keys-from-spreadsheet.json');
		const form = await PublishedWorkflow.of(account, workflow, '/form/import-charging-keys');
		const fields = new FormData();
		const rows = ['keyIdentifier,visualNumber,contractId,fleetId,enabled', '0000abcd,CARD-1,,,'];
		fields.append('field-0', new Blob([rows.join('\r\n')], { type: 'text/csv' }), 'keys.csv');
		fields.append('field-1', 'Comma');
		expect((await form.post(fields)).status).toBe(200);
		await form.succeeded(1);
		expect(account.simulator.chargingKeys.get('0000abcd')?.visualNumber).toBe('CARD-1');
	});

	test('mirror-locations-nightly', async () => {
		const table = 'Saved with 1.0.0';
		const dataTableId = { value: table };
		const execution = await run(
			saved('mirror-locations-nightly.json', {
				'Have a table': { tableName: table },
				'Get the newest in it': { dataTableId },
				'Write it to the table': { dataTableId },
			}),
		);
		expect(execution.items('Write it to the table')).toHaveLength(
			[...account.simulator.locations].filter(({ country }) => country === 'LUX').length,
		);
	});

	test('new-orders-to-shipping', async () => {
		await run(saved('new-orders-to-shipping.json'), 'New orders');
		const [shipment] = await receiver.atLeast(1);
		const order = account.simulator.orders.get(textAt(shipment, 'reference'));
		expect(order?.status).toBe('ORDER_ASSIGNED');
	});

	test('nightly-key-export', async () => {
		const execution = await run(saved('nightly-key-export.json'));
		const file = await n8n.file(execution.binary('Make CSV file').id);
		expect(file.toString('utf8').trim().split('\n')).toHaveLength(1 + 20);
	});

	test('session-finished-to-crm', async () => {
		const sessionId = newSession();
		account.simulator.sessions.stop(sessionId);
		const file = 'session-finished-to-crm.json';
		const address = `/webhook/${addressOf(file)}/webhook`;
		await PublishedWorkflow.of(account, saved(file), address);
		const sender = new WebhookSender('current-secret', 30_000);
		const event = sessionEvent('SESSION_COMPLETE', sessionId);
		expect(await sender.send(session.url + address, event)).toMatchObject({ status: 200 });
		sender.close();
		expect(await receiver.atLeast(1)).toMatchObject([{ sessionId, note: '' }]);
	});

	test.each([
		['start-nearest-free-charger.json', BERLIN],
		['start-session-by-webhook.json', { connectorId: 'connector-2' }],
	])('%s', async (file, where) => {
		expect([...account.simulator.locations]).not.toEqual([]);
		const path = addressOf(file);
		const workflow = saved(file, { 'Start request': { path }, 'Start the session': quick });
		const published = await PublishedWorkflow.of(account, workflow, `/webhook/${path}`);
		const [keyIdentifier] = enabledKeys(account);
		const answer = await published.post({ ...where, keyIdentifier });
		const [started] = account.simulator.sessions;
		expect(answer).toMatchObject({ status: 200, data: { sessionId: started?.sessionId } });
	});

	test('warn-before-keys-expire', async () => {
		const validTo = new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString();
		account.addKey('3633e0e0', { validTo, visualNumber: 'DE-8PS-C1' });
		await run(saved('warn-before-keys-expire.json'), 'Keys that expire soon');
		const [message] = await receiver.atLeast(1);
		expect(textAt(message, 'text')).toContain('DE-8PS-C1 (3633e0e0)');
	});
});
