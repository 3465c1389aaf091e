import { sessionEvent } from '../../simulator/webhookEvent.mts';
import { PATIENCE_MS, WebhookSender, type Delivery } from '../../simulator/webhookSender.mts';
import { patienceMs, TriggeredN8n } from '../support/triggeredN8n.mts';

const crowd = 1000;

/** The number of responses with each status. */
function statuses(deliveries: Delivery[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status, body } of deliveries) {
		const name = status === undefined ? String(body) : String(status);
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}

function slowest(deliveries: Delivery[]): number {
	return Math.max(...deliveries.map(({ ms }) => ms));
}

interface Host {
	name: string;
	settings: Record<string, string>;
	/** The maximum number of concurrent calls. */
	connections: number;
	/** The maximum response time in milliseconds. */
	within: number;
}

const hosts: Host[] = [
	{ name: 'n8n with default settings', settings: {}, connections: 10, within: PATIENCE_MS },
	{
		// By default n8n makes a sandbox for expressions at each call of a community node, needed or not. A thousand at the
		// same moment take a small machine a minute or two, in which n8n's own database connections time out.
		name: 'n8n without sandboxes',
		settings: { N8N_EXPRESSION_ENGINE: 'legacy' },
		connections: crowd,
		within: patienceMs,
	},
];

describe.each(hosts)('$name, $connections calls at a time', (of) => {
	const { name, settings, connections, within } = of;
	let host: TriggeredN8n;
	let sender: WebhookSender;

	beforeAll(async () => {
		host = await TriggeredN8n.start(`webhook-crowd-${connections}`, settings);
		sender = host.senderWith(connections);
	}, 180_000);

	afterAll(async () => {
		sender.close();
		await host.stop();
	});

	test('1,000 signed events start 1,000 executions with the right data, 1,000 forged ones none', async () => {
		const { n8n } = host;
		const workflow = await host.save({ events: ['ALL'] });
		const url = await host.publish(workflow);
		const events = Array.from({ length: crowd }, (_, n) =>
			sessionEvent('SESSION_STARTED', `s-${n}`),
		);

		const forged = await sender.sendAll(url, events, 'wrong');
		expect(statuses(forged)).toEqual({ 401: crowd });
		expect(await n8n.executionIds(workflow)).toEqual([]);

		const delivered = await sender.sendAll(url, events);
		expect(statuses(delivered)).toEqual({ 200: crowd });
		console.log(
			`${name}: answered at the latest after ${[forged, delivered].map((all) => (slowest(all) / 1000).toFixed(2)).join(' and ')} s`,
		);
		expect(slowest(delivered)).toBeLessThan(within);

		const items = await host.started(workflow, crowd);
		expect(items).toHaveLength(crowd);
		expect(new Set(items.map((item) => JSON.stringify(item)))).toEqual(
			new Set(events.map((event) => JSON.stringify(event))),
		);
	}, 400_000);
});
