import { join } from 'node:path';
import type { SavedWorkflow } from '../../host/n8nApi.mts';
import { arrayAt, at, textAt, type JsonObject } from '../../host/shape.mts';
import type { CredentialReference, Workflow } from '../../host/workflowFile.mts';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { chargeDetailRecord, sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { folder, readSnapshot } from '../savedWorkflows/snapshot.mts';
import { ExampleAccount } from '../support/exampleAccount.mts';
import { exampleOf } from '../support/examples.mts';
import { OwnN8n } from '../support/ownN8n.mts';
import { keyNamed } from '../support/pageExamples.mts';
import { until } from '../support/until.mts';
import {
	pollTrigger,
	pollWorkflow,
	rowOf,
	trigger,
	triggerWorkflow,
} from '../support/triggerWorkflow.mts';

// Installs 1.0.0 in n8n, saves workflows, installs the current package over it, and starts n8n again.
const old = join(folder, '1.0.0');
const operations = Object.keys(
	readSnapshot(join(old, 'snapshot.json')).nodes['plugsurfingEmp']?.fields ?? {},
).filter((place) => place.includes('.'));

const PACKAGE = 'n8n-nodes-plugsurfing-emp';
const secondsBetweenPolls = 4;

/** The account for the operations: that of the examples, at a fixed time. */
let account: Simulator;
/** The account for the triggers. */
let watched: Simulator;
let n8n: OwnN8n;
let webhook: SavedWorkflow;
let polling: SavedWorkflow;
let webhookUrl: string;
const saved = new Map<string, SavedWorkflow>();
const before = new Map<string, JsonObject[]>();
const sender = new WebhookSender('current-secret', 30_000);

/** Resets the account and adds a complete and a charging session. */
function resetAccount() {
	account.reset();
	const [key] = account.chargingKeys.slice(0, 1);
	const start = () => account.sessions.start('connector-1', key?.keyIdentifier ?? '');
	const complete = start();
	account.sessions.stop(complete);
	return { complete, charging: start() };
}

/** Moves Output to the options, where 1.0.0 has it. */
function withOutputAsOption({ output, ...parameters }: JsonObject): JsonObject {
	return output === undefined ? parameters : { ...parameters, options: { output } };
}

/** A workflow of one node with the parameters of the example in the docs. */
function operationWorkflow(
	name: string,
	parameters: object,
	plugsurfingEmpApi: CredentialReference,
): Workflow {
	const [resource, operation] = name.split('.');
	return rowOf(name, {
		name: 'Operation',
		type: `${PACKAGE}.plugsurfingEmp`,
		typeVersion: 1,
		parameters: { resource, operation, ...parameters },
		credentials: { plugsurfingEmpApi },
	});
}

async function run(name: string): Promise<JsonObject[]> {
	resetAccount();
	const workflow = saved.get(name);
	if (!workflow) throw new Error(`No workflow was saved for ${name}`);
	const execution = await n8n.api.run(workflow, 'Start');
	expect(execution.error).toBe('');
	return execution.items('Operation');
}

/** The operations of Charging Key that the installed node has. */
async function keyOperations(): Promise<string[]> {
	const node = (await n8n.api.nodeTypes()).find(({ name }) => name === `${PACKAGE}.plugsurfingEmp`);
	const field = arrayAt(node, 'properties').find(
		(property) =>
			at(property, 'name') === 'operation' &&
			at(property, 'displayOptions', 'show', 'resource', 0) === 'chargingKey',
	);
	return arrayAt(field, 'options').map((option) => textAt(option, 'value'));
}

function addKey(keyIdentifier: string): void {
	watched.chargingKeys.add(keyNamed(keyIdentifier));
}

function addOrder(id: string): void {
	const [sample] = watched.orders;
	if (!sample) throw new Error('There is no sample order');
	const now = new Date().toISOString();
	watched.orders.add({ ...sample, id, created: now, updated: now });
}

async function polls(count: number): Promise<void> {
	const first = watched.requestCount;
	await until(() => Promise.resolve(watched.requestCount >= first + count));
}

/** The changes that the polling trigger found, sorted. */
async function found(): Promise<string[]> {
	const items = (await n8n.started(polling, pollTrigger)).flat();
	return items
		.map(
			(each) => `${textAt(each, 'event')} ${String(at(each, 'keyIdentifier') ?? at(each, 'id'))}`,
		)
		.sort();
}

/** How often a request started the webhook workflow. */
async function starts(requestId: string): Promise<number> {
	const items = (await n8n.started(webhook, trigger)).flat();
	return items.filter((each) => at(each, 'requestId') === requestId).length;
}

function credential(simulator: Simulator): JsonObject {
	const { baseUrl, apiKey } = simulator;
	return { environment: 'custom', baseUrl, apiKey, webhookSecret: 'current-secret' };
}

async function saveOperations(): Promise<void> {
	const type = 'plugsurfingEmpApi';
	const reference = await n8n.api.createCredential({
		name: 'Operations',
		type,
		data: credential(account),
	});
	const sessions = resetAccount();
	const sessionIds: Record<string, string> = {
		'session.get': sessions.complete,
		'session.stop': sessions.charging,
	};
	const example = await ExampleAccount.open();
	for (const name of operations) {
		const sessionId = sessionIds[name];
		const parameters = sessionId
			? { sessionId }
			: withOutputAsOption(exampleOf(name).parameters(example));
		saved.set(name, await n8n.api.createWorkflow(operationWorkflow(name, parameters, reference)));
	}
	await example.close();
}

async function saveTriggers(): Promise<void> {
	const plugsurfingEmpApi = await n8n.api.createCredential({
		name: 'Triggers',
		type: 'plugsurfingEmpApi',
		data: credential(watched),
	});
	webhook = await n8n.api.createWorkflow(
		triggerWorkflow(1, { events: ['SESSION_COMPLETE', 'CHARGE_DETAIL_RECORD'] }, plugsurfingEmpApi),
	);
	const events = ['chargingKeyAdded', 'orderCreated', 'orderUpdated'];
	polling = await n8n.api.createWorkflow(
		pollWorkflow(secondsBetweenPolls, events, plugsurfingEmpApi),
	);
	for (const workflow of [webhook, polling]) await n8n.api.publish(workflow);
	webhookUrl = await n8n.webhookUrl(webhook, 'webhook');
	await until(async () => (await sender.post(webhookUrl, '')).status === 401);
}

beforeAll(async () => {
	account = await startSimulator({
		...{ keys: 3, fleets: 1, orders: 4 },
		sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
		now: () => Date.UTC(2026, 0, 15, 12),
	});
	watched = await startSimulator({ keys: 20, orders: 12 });
	n8n = await OwnN8n.start('upgrade', {}, join(old, 'package.tgz'));
	expect(await keyOperations()).not.toContain('sync');
	await saveOperations();
	for (const name of operations) before.set(name, await run(name));
	await saveTriggers();
	await polls(6);
	addKey('before');
	addOrder('order-before');
	await polls(6);
	expect(await sender.send(webhookUrl, chargeDetailRecord('session', 'before'))).toMatchObject({
		status: 200,
	});
	expect(await found()).toEqual(['chargingKeyAdded before', 'orderCreated order-before']);
	await n8n.upgrade(() => {
		addKey('meanwhile');
		addOrder('order-meanwhile');
	});
	await until(async () => (await sender.post(webhookUrl, '')).status === 401);
}, 400_000);

afterAll(async () => {
	sender.close();
	await n8n.stop();
	for (const simulator of [account, watched]) {
		await simulator.close();
		expect(simulator.contractBreaches).toEqual([]);
	}
});

test('n8n has the new version', async () => {
	expect(await keyOperations()).toContain('sync');
	// README: Settings > Community nodes does not list packages installed by npm.
	expect(await n8n.session.get('/rest/community-packages')).toEqual([]);
});

test.each(operations)('%s returns at least the fields of 1.0.0', async (name) => {
	const items = before.get(name) ?? [];
	expect(items).not.toEqual([]);
	expect(await run(name)).toMatchObject(items);
});

test('the polling trigger continues where 1.0.0 stopped, without loss or repetition', async () => {
	addKey('after');
	addOrder('order-after');
	await polls(12);
	expect(await found()).toEqual([
		'chargingKeyAdded after',
		'chargingKeyAdded before',
		'chargingKeyAdded meanwhile',
		'orderCreated order-after',
		'orderCreated order-before',
		'orderCreated order-meanwhile',
	]);
});

test('the webhook trigger still responds and knows the records that 1.0.0 saw', async () => {
	for (const requestId of ['before', 'after'])
		expect(await sender.send(webhookUrl, chargeDetailRecord('session', requestId))).toMatchObject({
			status: 200,
		});
	const event = sessionEvent('SESSION_COMPLETE', 'session');
	expect(await sender.send(webhookUrl, event)).toMatchObject({ status: 200 });
	await until(async () => (await starts('after')) === 1);
	expect(await starts('before')).toBe(1);
	await until(async () => (await n8n.executionIds(webhook)).length === 3);
});
