import { sessionEvent } from '../../simulator/webhookEvent.mts';
import type { Delivery } from '../../simulator/webhookSender.mts';
import { TriggeredN8n } from './triggeredN8n.mts';

const crowd = 1000;
let host: TriggeredN8n;

beforeAll(async () => {
	// By default n8n makes a sandbox for expressions at each call of a community node, needed or not. A thousand at the
	// same time take a small machine a minute or two, in which n8n's own database connections time out.
	host = await TriggeredN8n.start('webhook-crowd', { N8N_EXPRESSION_ENGINE: 'legacy' });
}, 180_000);

afterAll(() => host.stop());

/** How many calls were answered with which status. */
function statuses(deliveries: Delivery[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status, body } of deliveries) {
		const name = status === undefined ? String(body) : String(status);
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}

test('1,000 parallel signed events start 1,000 executions with the right data, 1,000 forged ones none', async () => {
	const { n8n, sender } = host;
	const workflow = await host.save({ events: ['ALL'] });
	const url = await host.publish(workflow);
	const events = Array.from({ length: crowd }, (_, n) => sessionEvent('SESSION_STARTED', `s-${n}`));

	expect(statuses(await sender.sendAll(url, events, 'wrong'))).toEqual({ 401: crowd });
	expect(await n8n.executionIds(workflow)).toEqual([]);

	const delivered = await sender.sendAll(url, events);
	expect(statuses(delivered)).toEqual({ 200: crowd });
	const slowest = Math.max(...delivered.map(({ ms }) => ms));
	console.log(`1,000 at once: answered after ${(slowest / 1000).toFixed(1)} s at the latest`);

	const items = await host.started(workflow, crowd);
	expect(items).toHaveLength(crowd);
	expect(new Set(items.map((item) => JSON.stringify(item)))).toEqual(
		new Set(events.map((event) => JSON.stringify(event))),
	);
}, 400_000);
