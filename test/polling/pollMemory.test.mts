import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Order } from '../../simulator/simulator.mts';
import { credentialFor, useSimulator, withSimulator } from '../engine/againstSimulator.mts';
import { pollBudget } from '../engine/newerFeatures.mts';
import { PollTrigger, type PollSettings } from '../engine/poll.mts';
import { keyNamed } from '../support/pageExamples.mts';
import { until } from '../support/until.mts';

const simulator = useSimulator({ keys: 1200, orders: 30 });
const KEYS = '/emp/v1/charging-keys';
const ORDERS = '/emp/v1/orders';
const HOUR_MS = 60 * 60_000;

function trigger(events: string[], settings: PollSettings = {}): PollTrigger {
	const parameters: INodeParameters = { events };
	return new PollTrigger(credentialFor(simulator()), parameters, settings);
}

function orderNamed(id: string, created: string, changes: Partial<Order> = {}): Order {
	return { id, created, updated: created, status: 'ORDER_CREATED', quantity: 1, ...changes };
}

function inHours(hours: number): string {
	return new Date(Date.now() + hours * HOUR_MS).toISOString();
}

/** Makes the list return these rows, `times` times or until the test ends. */
function listAnswers(path: string, body: IDataObject, times: number | 'always' = 'always'): void {
	simulator().faults.add({ kind: 'withoutList', path, body, times });
}

/** The memory of the node that n8n has stored. */
function nodeMemory(published: PollTrigger): IDataObject {
	const stored = JSON.parse(published.stored) as Record<string, IDataObject>;
	return stored['node:Plugsurfing EMP Poll Trigger'] ?? {};
}

function store(published: PollTrigger, memory: IDataObject): void {
	published.stored = JSON.stringify({ 'node:Plugsurfing EMP Poll Trigger': memory });
}

async function polls(published: PollTrigger, count: number): Promise<IDataObject[]> {
	const found: IDataObject[] = [];
	for (let poll = 0; poll < count; poll++) found.push(...(await published.poll()));
	return found;
}

describe('the account', () => {
	const events = ['chargingKeyAdded', 'chargingKeyRemoved', 'chargingKeyChanged'];

	test('is base URL and credential: another credential means other keys, not changed ones', async () => {
		const published = trigger(events);
		await published.publish();
		const moved = trigger(events, { credentialId: '2' });
		moved.stored = published.stored;
		for (const { keyIdentifier } of [...simulator().chargingKeys].slice(0, 600)) {
			simulator().chargingKeys.remove(keyIdentifier);
		}
		simulator().chargingKeys.add(keyNamed('of the other account'));
		expect(await polls(moved, 3)).toEqual([]);

		simulator().chargingKeys.add(keyNamed('added'));
		expect(await moved.poll()).toMatchObject([{ keyIdentifier: 'added' }]);
	});

	test('can change while n8n runs: what belongs to the former one is forgotten', async () => {
		const published = trigger(['orderCreated', 'chargingKeyAdded']);
		await published.publish();
		simulator().chargingKeys.add(keyNamed('one'));
		expect(await published.poll()).toMatchObject([{ keyIdentifier: 'one' }]);
		published.save();
		published.republish({ events: ['chargingKeyAdded'] }, '2');
		simulator().chargingKeys.add(keyNamed('two'));
		expect(await published.poll()).toEqual([]);
		published.save();
		expect(nodeMemory(published)).not.toHaveProperty('orders');
		simulator().chargingKeys.add(keyNamed('three'));
		expect(await published.poll()).toMatchObject([{ keyIdentifier: 'three' }]);
	});

	test('of a memory written by 1.0.0 is the current one: nothing starts over', async () => {
		const written = {
			account: simulator().baseUrl,
			orders: {
				records: '/gECyLy+mosktc00,order-1',
				complete: true,
				since: Date.parse('2026-05-04T12:00:00.000Z'),
			},
			keys: { records: '0tdCNO/xNqmQqs04%0020a1', keys: true, expiry: true },
		};
		const updated = trigger(['orderCreated', 'chargingKeyExpiring', ...events], {
			credentialId: '7',
		});
		store(updated, written);
		const order = orderNamed('order-1', '2026-05-05T12:00:00.000Z');
		const key = keyNamed('04 a1');
		listAnswers(ORDERS, { products: [order] }, 1);
		listAnswers(KEYS, { keys: [key] }, 1);
		expect(await updated.poll()).toEqual([]);

		listAnswers(ORDERS, { products: [orderNamed('new', inHours(-1)), order] });
		listAnswers(KEYS, { keys: [{ ...key, enabled: false }, keyNamed('added')] });
		expect(await updated.poll()).toMatchObject([
			{ id: 'new' },
			{ event: 'chargingKeyChanged', changedFields: ['enabled'] },
			{ keyIdentifier: 'added' },
		]);
		expect(await updated.poll()).toEqual([]);
	});
});

test('an order dated in the future that 1.0.0 remembered does not hide later ones', async () => {
	const published = trigger(['orderCreated']);
	simulator().orders.add(orderNamed('future', inHours(10_000)));
	await published.publish();
	const memory = nodeMemory(published);
	const orders = { ...(memory['orders'] as IDataObject), since: Date.now() + 9_000 * HOUR_MS };
	store(published, { ...memory, orders });
	published.restart();
	simulator().orders.add(orderNamed('today', inHours(-1)));
	expect(await published.poll()).toMatchObject([{ id: 'today' }]);
	expect(await published.poll()).toEqual([]);
});

describe('a key that is missing', () => {
	const events = ['chargingKeyAdded', 'chargingKeyRemoved'];

	test('from one list, even an empty one, does not count as removed', async () => {
		const published = trigger(events);
		await published.publish();
		for (const body of [{ keys: [] }, { keys: [...simulator().chargingKeys].slice(0, 10) }]) {
			simulator().clearRequests();
			listAnswers(KEYS, body, 1);
			expect(await published.poll()).toEqual([]);
			expect(simulator().requestCount).toBe(1);
			expect(await polls(published, 2)).toEqual([]);
		}
	});
});

pollBudget.test.each([
	[KEYS, 403],
	[KEYS, 422],
	[KEYS, 500],
	[ORDERS, 403],
])(
	'a remembered cursor of %s that is rejected with %i fails one poll, and the next starts over',
	async (path, status) => {
		// Its own simulator: the last poll of another test may still be requesting a page.
		await withSimulator({ keys: 1200, orders: 300 }, async (own) => {
			const events = path === KEYS ? ['chargingKeyAdded'] : ['orderCreated'];
			const published = new PollTrigger(credentialFor(own), { events }, { budgetMs: 0 });
			await published.publish();
			// The poll ended without the second page, which it had requested.
			await until(() => own.requests[1]?.status !== undefined);
			own.clearRequests();
			const before = published.memory;
			own.faults.add({ kind: 'status', status, path });
			await expect(published.poll()).rejects.toThrow();
			expect(own.requests[0]?.query['cursor']).toBeTruthy();
			expect(published.memory).toBe(before);

			own.clearRequests();
			expect(await published.poll()).toEqual([]);
			expect(own.requests[0]?.query['cursor']).toBeUndefined();

			await polls(published, 6);
			own.chargingKeys.add(keyNamed('added'));
			own.orders.add(orderNamed('added', inHours(-1)));
			expect(await polls(published, 6)).toHaveLength(1);
		});
	},
);

test('a key listed twice in two states is not changed in every poll', async () => {
	const published = trigger(['chargingKeyChanged', 'chargingKeyExpiring']);
	const twice = [keyNamed('twice'), keyNamed('twice', { enabled: false, contractId: 'other' })];
	listAnswers(KEYS, { keys: [keyNamed('one'), ...twice] });
	await published.publish();
	expect(await polls(published, 3)).toEqual([]);
});
