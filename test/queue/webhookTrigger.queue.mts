import type { SavedWorkflow } from '../../host/n8nApi.mts';
import {
	chargeDetailRecord,
	sessionEvent,
	type WebhookEvent,
} from '../../simulator/webhookEvent.mts';
import { WebhookSender, type Signature } from '../../simulator/webhookSender.mts';
import { Account, n8n, session } from '../support/account.mts';
import { until } from '../support/until.mts';
import { trigger, triggerWorkflow } from '../support/triggerWorkflow.mts';
import { startedByWorkers, startedSince, webhookProcessorUrl } from '../support/queueProcesses.mts';

const secret = 'current-secret';
const count = 30;
const patienceMs = 120_000;
// By default n8n creates a sandbox for expressions at each call of a community node. With few calls at a time it stays
// reachable even on a small machine.
const atOnce = 10;
let workflows = 0;

/** A workflow that is started by events, live in the main process and in the webhook processor. */
async function publish() {
	const account = await Account.open({ keys: 1 }, { webhookSecret: secret });
	const number = ++workflows;
	const workflow = await n8n.createWorkflow(
		triggerWorkflow(number, { events: ['ALL'] }, account.reference),
	);
	await n8n.publish(workflow);
	const path = `/webhook/webhook-${number}/webhook`;
	const main = session.url + path;
	const processor = webhookProcessorUrl() + path;
	for (const url of [main, processor]) {
		await until(async () => (await post(url, [{}], 'none'))[0]?.status === 401);
	}
	return { workflow, main, processor };
}

function records(): WebhookEvent[] {
	return Array.from({ length: count }, (_, index) => chargeDetailRecord(`session-${index}`));
}

/** Over new connections, because n8n closes idle ones. */
async function post(url: string, events: WebhookEvent[], signature?: Signature) {
	const sender = new WebhookSender(secret, patienceMs, atOnce);
	try {
		return await sender.sendAll(url, events, signature);
	} finally {
		sender.close();
	}
}

async function delivered(url: string, ...events: WebhookEvent[]): Promise<void> {
	const deliveries = await post(url, events);
	expect(deliveries.filter(({ status }) => status !== 200)).toEqual([]);
}

/** The number of executions, once there are at least `least` and all have succeeded. */
async function started(workflow: SavedWorkflow, least: number): Promise<number> {
	let standing = await n8n.standing(workflow);
	await until(async () => {
		standing = await n8n.standing(workflow);
		return standing.succeeded + standing.failed >= least && standing.unfinished === 0;
	});
	expect(standing.failed).toBe(0);
	return standing.succeeded;
}

test('events start the workflow in a worker, whichever process receives them', async () => {
	const { workflow, main, processor } = await publish();
	const before = startedByWorkers();
	const [event, later] = [
		sessionEvent('SESSION_STARTED', 's'),
		sessionEvent('SESSION_COMPLETE', 's'),
	];
	await delivered(main, event);
	await started(workflow, 1);
	await delivered(processor, later);
	expect(await started(workflow, 2)).toBe(2);

	const [first = 0, second = 0] = startedSince(before);
	expect(first + second).toBe(2);
	const items = [];
	for (const id of await n8n.executionIds(workflow)) {
		items.unshift(...(await n8n.finished(id)).items(trigger));
	}
	expect(items).toEqual([event, later]);
});

test('a charge detail record starts it once, whichever process receives a later copy', async () => {
	const { workflow, main, processor } = await publish();
	const [first, second] = [records(), records()];

	// After concurrent calls, one may be missing from the saved data until the next call.
	await delivered(main, ...first, ...first);
	await delivered(main, chargeDetailRecord('next'));
	expect(await started(workflow, count + 1)).toBe(count + 1);

	await delivered(processor, ...first, ...second, ...second);
	await delivered(processor, chargeDetailRecord('next'));
	expect(await started(workflow, 2 * count + 2)).toBe(2 * count + 2);

	await delivered(main, ...second, ...first);
	await delivered(processor, ...first, ...second);
	expect(await started(workflow, 2 * count + 2)).toBe(2 * count + 2);
});

test('a record that reaches two processes at the same moment starts it once or twice, and never again', async () => {
	const { workflow, main, processor } = await publish();
	const both = records();
	await Promise.all([delivered(main, ...both), delivered(processor, ...both)]);
	const times = await started(workflow, count);
	expect(times).toBeGreaterThanOrEqual(count);
	expect(times).toBeLessThanOrEqual(2 * count);
	console.log(`${count} records to two processes in the same moment: started ${times} times`);

	await delivered(main, ...both);
	await delivered(processor, ...both);
	expect(await started(workflow, times)).toBe(times);
});
