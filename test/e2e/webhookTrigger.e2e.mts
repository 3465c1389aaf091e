import { setTimeout as pause } from 'node:timers/promises';
import type { SavedWorkflow } from '../../host/n8nApi.mts';
import type { JsonObject } from '../../host/shape.mts';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { chargeDetailRecord, sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender, type Delivery } from '../../simulator/webhookSender.mts';
import { OwnN8n } from './ownN8n.mts';

const trigger = 'Plugsurfing EMP Trigger';
const crowd = 1000;
const patienceMs = 120_000;
// n8n starts a sandbox of its own for each call of a community node, some 20 in a second. Beyond about 400 at the same
// time its database connections time out, whatever the node does.
const connections = 50;
const sender = new WebhookSender('current-secret', patienceMs, connections);

let n8n: OwnN8n;
let simulator: Simulator;
let credential: { id: string; name: string };
let webhookIds = 0;

beforeAll(async () => {
	simulator = await startSimulator({
		keys: 10,
		sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
	});
	n8n = await OwnN8n.start('webhook-trigger');
	credential = await n8n.api.createCredential({
		name: 'Plugsurfing EMP account',
		type: 'plugsurfingEmpApi',
		data: {
			environment: 'custom',
			baseUrl: simulator.baseUrl,
			apiKey: simulator.apiKey,
			webhookSecret: 'current-secret',
			webhookSecretNext: 'next-secret',
		},
	});
}, 180_000);

afterAll(async () => {
	sender.close();
	await n8n.stop();
	await simulator.close();
	expect(simulator.contractBreaches).toEqual([]);
});

/** A workflow of the trigger and a node after it. */
async function save(parameters: JsonObject): Promise<SavedWorkflow> {
	const nodes = [
		{
			id: 'a1',
			name: trigger,
			type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmpTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters,
			webhookId: `webhook-${++webhookIds}`,
			credentials: { plugsurfingEmpApi: credential },
		},
		{
			id: 'a2',
			name: 'After',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [200, 0],
			parameters: {},
		},
	];
	const connections = { [trigger]: { main: [[{ node: 'After', type: 'main', index: 0 }]] } };
	return await n8n.api.createWorkflow({
		name: `Webhook ${webhookIds}`,
		nodes,
		connections,
		settings: { executionOrder: 'v1' },
	});
}

/** Publishes it, and answers its production URL once it is there. */
async function publish(workflow: SavedWorkflow): Promise<string> {
	await n8n.api.publish(workflow);
	const url = await n8n.webhookUrl(workflow, 'webhook');
	await until(async () => (await sender.post(url, '', {})).status !== 404);
	return url;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + patienceMs;
	while (!(await condition())) {
		if (Date.now() > deadline) throw new Error('It did not happen in time');
		await pause(200);
	}
}

/** How many calls were answered with which status. */
function statuses(deliveries: Delivery[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status, body } of deliveries) {
		const name = status === undefined ? String(body) : String(status);
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}

async function startedOnce(workflow: SavedWorkflow, count: number): Promise<unknown[]> {
	await until(async () => (await n8n.executionIds(workflow)).length >= count);
	return (await n8n.started(workflow, trigger)).flat();
}

test('1,000 parallel signed events start 1,000 executions with the right data, 1,000 forged ones none', async () => {
	const workflow = await save({ events: ['ALL'] });
	const url = await publish(workflow);
	const events = Array.from({ length: crowd }, (_, n) => sessionEvent('SESSION_STARTED', `s-${n}`));

	const forged = await sender.sendAll(url, events, 'wrong');
	expect(statuses(forged)).toEqual({ 401: crowd });
	expect(await n8n.executionIds(workflow)).toEqual([]);

	const delivered = await sender.sendAll(url, events);
	expect(statuses(delivered)).toEqual({ 200: crowd });
	const slowest = Math.max(...delivered.map(({ ms }) => ms));
	console.log(
		`1,000 on ${connections} connections: answered after ${(slowest / 1000).toFixed(1)} s at the latest`,
	);

	const items = await startedOnce(workflow, crowd);
	expect(items).toHaveLength(crowd);
	expect(new Set(items.map((item) => JSON.stringify(item)))).toEqual(
		new Set(events.map((event) => JSON.stringify(event))),
	);
}, 400_000);

test('refuses what it should, and starts nothing for it', async () => {
	const workflow = await save({ events: ['SESSION_COMPLETE'] });
	const url = await publish(workflow);
	const event = sessionEvent('SESSION_COMPLETE', 's-1');
	const signed = (body: string) => sender.post(url, body, sender.headersFor(body, 'valid'));

	expect(await sender.send(url, event, 'none')).toMatchObject({ status: 401 });
	expect(await sender.send(url, event, 'wrong')).toMatchObject({ status: 401 });
	expect(await sender.post(url, 'no JSON')).toMatchObject({ status: 401 });
	for (const body of ['no JSON', '[1]', '"text"', '']) {
		expect(await signed(body)).toMatchObject({ status: 400 });
	}
	const form = { 'Content-Type': 'multipart/form-data; boundary=x' };
	const parts = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n';
	expect(await sender.post(url, parts, form)).toMatchObject({ status: 401 });
	expect((await signed('x'.repeat(17 * 1024 * 1024))).status).toBe(413);
	expect(await sender.send(url, sessionEvent('SESSION_STARTED', 's-1'))).toMatchObject({
		status: 200,
	});

	expect(await sender.send(url, event)).toMatchObject({ status: 200 });
	const next = new WebhookSender('next-secret', patienceMs);
	expect(await next.send(url, event)).toMatchObject({ status: 200 });
	next.close();
	expect(await startedOnce(workflow, 2)).toEqual([event, event]);
});

test('a charge detail record starts it once, whether n8n was restarted or not', async () => {
	const workflow = await save({ events: ['CHARGE_DETAIL_RECORD'] });
	const url = await publish(workflow);
	const records = Array.from({ length: 20 }, (_, n) => chargeDetailRecord(`s-${n}`));

	await sender.sendAll(url, [...records, ...records]);
	expect(await startedOnce(workflow, 20)).toHaveLength(20);
	await n8n.restart();
	await until(async () => (await sender.post(url, '', {})).status === 401);
	const again = await sender.sendAll(url, [...records, chargeDetailRecord('s-new')]);
	expect(again.every(({ status }) => status === 200)).toBe(true);
	expect(await startedOnce(workflow, 21)).toHaveLength(21);
});

test('the session comes with the event if it can', async () => {
	const workflow = await save({ events: ['SESSION_COMPLETE'], includeSessionDetails: true });
	const url = await publish(workflow);
	const sessionId = simulator.sessions.start('connector', 'key');
	simulator.sessions.stop(sessionId);
	const [about, unknown] = [sessionId, 'unknown'].map((id) => sessionEvent('SESSION_COMPLETE', id));

	expect(await sender.send(url, about ?? {})).toMatchObject({ status: 200 });
	await startedOnce(workflow, 1);
	expect(await sender.send(url, unknown ?? {})).toMatchObject({ status: 200 });
	expect(await startedOnce(workflow, 2)).toMatchObject([
		{ ...about, session: { sessionId, sessionStatus: 'COMPLETE' } },
		{ ...unknown, sessionError: expect.stringContaining('no such session') as string },
	]);
});

test('unpublished it listens no more; "Listen for test event" has a URL of its own', async () => {
	const workflow = await save({ events: ['ALL'] });
	const url = await publish(workflow);
	const event = sessionEvent('SESSION_STOPPED', 's-1');
	await n8n.api.unpublish(workflow);
	await until(async () => (await sender.send(url, event)).status === 404);

	const testUrl = await n8n.webhookUrl(workflow, 'webhook-test');
	expect(await sender.send(testUrl, event)).toMatchObject({ status: 404 });
	await n8n.session.post(`/rest/workflows/${workflow.id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	expect(await sender.send(testUrl, event, 'wrong')).toMatchObject({ status: 401 });
	await n8n.session.post(`/rest/workflows/${workflow.id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	expect(await sender.send(testUrl, event)).toMatchObject({ status: 200 });
	expect(await startedOnce(workflow, 1)).toEqual([event]);
});
