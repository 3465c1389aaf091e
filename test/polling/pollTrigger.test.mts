import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { ChargingKey, Order } from '../../simulator/simulator.mts';
import { credentialFor, useSimulator, withSimulator } from '../engine/againstSimulator.mts';
import { pollBudget } from '../engine/newerFeatures.mts';
import { PollTrigger } from '../engine/poll.mts';
import { keyNamed } from '../support/pageExamples.mts';

const simulator = useSimulator({ keys: 1200, orders: 30 });
const DAY_MS = 24 * 60 * 60_000;

const ALL = [
	'chargingKeyAdded',
	'chargingKeyChanged',
	'chargingKeyExpiring',
	'chargingKeyRemoved',
	'orderCreated',
	'orderUpdated',
];

function trigger(events: string[], parameters: IDataObject = {}, budgetMs?: number): PollTrigger {
	return new PollTrigger(
		credentialFor(simulator()),
		{ events, ...parameters } as INodeParameters,
		budgetMs === undefined ? {} : { budgetMs },
	);
}

function orderNamed(id: string, created: string): Order {
	return { id, created, updated: created, status: 'ORDER_CREATED', quantity: 1 };
}

function timeIn(row: IDataObject, field: string): number {
	const time = row[field];
	return typeof time === 'string' ? Date.parse(time) : Number.NaN;
}

function inDays(days: number): string {
	return new Date(Date.now() + days * DAY_MS).toISOString();
}

function firstKeys(count: number): ChargingKey[] {
	return simulator().chargingKeys.slice(0, count);
}

test('the first poll finds nothing, then each kind of change is found once', async () => {
	const { chargingKeys, orders } = simulator();
	const published = trigger(ALL);
	expect(await published.publish()).toEqual([]);
	expect(await published.poll()).toEqual([]);

	const [changed, removed, soon] = chargingKeys.slice(700, 3);
	const [order] = orders;
	if (!changed || !removed || !soon || !order) throw new Error('The simulator is too small');
	const contractId = 'DE-8PS-C99';
	const added = keyNamed('key one%20&two');
	const created = orderNamed('new-order', '2026-02-01T00:00:00.000Z');
	chargingKeys.change(changed.keyIdentifier, { enabled: !changed.enabled, contractId });
	chargingKeys.change(soon.keyIdentifier, { validTo: inDays(29) });
	chargingKeys.remove(removed.keyIdentifier);
	chargingKeys.add(added);
	orders.add(created);
	orders.change(order.id, { status: 'SHIPPED', updated: '2026-03-01T00:00:00.000Z' });

	expect(await published.poll()).toEqual([
		{ ...created, event: 'orderCreated' },
		{ ...orders.get(order.id), event: 'orderUpdated' },
		{
			...chargingKeys.get(changed.keyIdentifier),
			event: 'chargingKeyChanged',
			changedFields: ['enabled', 'contractId'],
		},
		{
			...chargingKeys.get(soon.keyIdentifier),
			event: 'chargingKeyChanged',
			changedFields: ['validTo'],
		},
		{ ...chargingKeys.get(soon.keyIdentifier), event: 'chargingKeyExpiring' },
		{ ...added, event: 'chargingKeyAdded' },
	]);
	expect(await published.poll()).toEqual([
		{ keyIdentifier: removed.keyIdentifier, event: 'chargingKeyRemoved' },
	]);
	expect(await published.poll()).toEqual([]);
	published.restart();
	expect(await published.publish()).toEqual([]);
});

test.each([
	['chargingKeyAdded', 1200],
	['chargingKeyChanged', 0],
	['chargingKeyRemoved', 0],
	['orderCreated', 30],
	['orderUpdated', 0],
])('%s emits existing entries if requested', async (event, count) => {
	const published = trigger([event], { options: { emitExisting: true } });
	expect(await published.publish()).toHaveLength(count);
	expect(await published.poll()).toEqual([]);
});

test.each([
	['chargingKeyAdded', '/drive/emp/v1/charging-keys'],
	['orderCreated', '/drive/emp/v1/orders'],
])('%s alone requests only %s', async (event, path) => {
	await trigger([event]).publish();
	expect(new Set(simulator().requests.map(({ pathname }) => pathname))).toEqual(new Set([path]));
});

test('orders are returned oldest first', async () => {
	const found = await trigger(['orderCreated'], { options: { emitExisting: true } }).publish();
	const times = found.map((order) => timeIn(order, 'created'));
	expect(times).toEqual([...times].sort((a, b) => a - b));
});

describe('orders', () => {
	test('are not reported again when updates are turned on or off', async () => {
		const published = trigger(['orderCreated']);
		await published.publish();
		published.restart({ events: ['orderCreated', 'orderUpdated'] });
		simulator().orders.add(orderNamed('new', '2040-05-05T12:00:00.000Z'));
		expect(await published.poll()).toMatchObject([{ id: 'new', event: 'orderCreated' }]);

		const [first] = simulator().orders;
		simulator().orders.change(first?.id ?? '', { status: 'SHIPPED' });
		expect(await published.poll()).toMatchObject([{ id: first?.id, event: 'orderUpdated' }]);

		published.restart({ events: ['orderCreated'] });
		expect(await published.poll()).toEqual([]);
		expect(await published.poll()).toEqual([]);
	});

	test('are found from the very first one on', async () => {
		await withSimulator({ keys: 0, orders: 0 }, async (empty) => {
			const published = new PollTrigger(credentialFor(empty), { events: ['orderCreated'] });
			expect(await published.publish()).toEqual([]);
			empty.orders.add({ id: 'first', status: 'ORDER_CREATED' });
			expect(await published.poll()).toMatchObject([{ id: 'first' }]);
			expect(await published.poll()).toEqual([]);
		});
	});
});

describe('keys that expire', () => {
	const days = { daysBeforeExpiry: 10 };

	test('are reported once per end date', async () => {
		const published = trigger(['chargingKeyExpiring'], days);
		const [key] = firstKeys(1);
		const { chargingKeys } = simulator();
		const ends = (at: number) =>
			chargingKeys.change(key?.keyIdentifier ?? '', { validTo: inDays(at) });
		ends(11);
		await published.publish();
		ends(9);
		expect(await published.poll()).toMatchObject([{ keyIdentifier: key?.keyIdentifier }]);
		expect(await published.poll()).toEqual([]);
		ends(8);
		expect(await published.poll()).toMatchObject([{ keyIdentifier: key?.keyIdentifier }]);
		ends(100);
		expect(await published.poll()).toEqual([]);
		ends(5);
		expect(await published.poll()).toMatchObject([{ keyIdentifier: key?.keyIdentifier }]);
	});
});

describe('a failed poll', () => {
	test.each(['/emp/v1/charging-keys', '/emp/v1/orders'])('at %s changes nothing', async (path) => {
		const published = trigger(ALL);
		await published.publish();
		simulator().chargingKeys.add(keyNamed('added'));
		simulator().orders.add(orderNamed('new', '2040-05-05T12:00:00.000Z'));
		const before = published.memory;
		simulator().faults.add({ kind: 'html', path, after: path.endsWith('keys') ? 1 : 0 });

		await expect(published.poll()).rejects.toThrow('HTML page');
		expect(published.memory).toBe(before);
		expect(await published.poll()).toMatchObject([
			{ event: 'orderCreated' },
			{ event: 'chargingKeyAdded' },
		]);
	});

	test('says what was wrong without the API key', async () => {
		const credential = credentialFor(simulator(), { apiKey: 'a-wrong-key' });
		const wrong = new PollTrigger(credential, { events: ['orderCreated'] });
		const failure = await wrong.publish().catch((error: unknown) => error);
		expect(failure).toMatchObject({ message: expect.stringContaining('API key') as string });
		expect(JSON.stringify(failure)).not.toContain('a-wrong-key');
	});

	test.each([
		[{ events: [] }, '"Trigger On" must not be empty'],
		[{ events: ['nonsense'] }, '"Trigger On" has no option "nonsense"'],
		[{ events: ['chargingKeyExpiring'], daysBeforeExpiry: 0 }, '"Days Before Expiry" must be'],
	])('because of %j names the field', async (parameters, message) => {
		const published = new PollTrigger(credentialFor(simulator()), parameters);
		await expect(published.poll()).rejects.toThrow(message);
		expect(simulator().requests).toEqual([]);
	});
});

pollBudget.describe('a poll without time', () => {
	/** No time is left after the first page. */
	const NO_TIME_MS = 0;

	test('does not wait for Plugsurfing', async () => {
		// Its own simulator: after a 429 the minute is over for all requests to the same account.
		await withSimulator({ keys: 10 }, async (busy) => {
			busy.faults.add({ kind: 'status', status: 429, path: '/emp/v1/orders' });
			const parameters = { events: ['orderCreated'] };
			const published = new PollTrigger(credentialFor(busy), parameters, {
				budgetMs: NO_TIME_MS,
			});
			await expect(published.publish()).rejects.toThrow('the poll has no time left to wait');
			expect(busy.requestCount).toBe(1);
		});
	});

	test('continues in the next one and finds everything once', async () => {
		const published = trigger(['chargingKeyAdded', 'chargingKeyRemoved'], {}, NO_TIME_MS);
		expect(await published.publish()).toEqual([]);
		expect(simulator().requests.map(({ query }) => Boolean(query['cursor']))).toEqual(
			expect.arrayContaining([false]),
		);
		for (let poll = 0; poll < 2; poll++) expect(await published.poll()).toEqual([]);

		const [gone] = simulator().chargingKeys.slice(600, 1);
		simulator().chargingKeys.remove(gone?.keyIdentifier ?? '');
		simulator().chargingKeys.add(keyNamed('added'));
		const found: IDataObject[] = [];
		for (let poll = 0; poll < 9; poll++) found.push(...(await published.poll()));
		expect(found).toEqual([
			{ ...keyNamed('added'), event: 'chargingKeyAdded' },
			{ keyIdentifier: gone?.keyIdentifier, event: 'chargingKeyRemoved' },
		]);
	});
});

test('two concurrent polls do not find the same changes', async () => {
	const published = trigger(['chargingKeyAdded']);
	await published.publish();
	simulator().chargingKeys.add(keyNamed('added'));
	const [one = [], two = []] = await Promise.all([published.poll(), published.poll()]);
	expect([...one, ...two]).toMatchObject([{ keyIdentifier: 'added' }]);
});

test('another environment is another account', async () => {
	const published = trigger(['chargingKeyAdded']);
	await published.publish();
	await withSimulator({ keys: 10, seed: 2 }, async (other) => {
		const moved = new PollTrigger(credentialFor(other), { events: ['chargingKeyAdded'] });
		moved.stored = published.stored;
		expect(await moved.poll()).toEqual([]);
		other.chargingKeys.add(keyNamed('added'));
		expect(await moved.poll()).toMatchObject([{ keyIdentifier: 'added' }]);
	});
});

describe('Fetch Test Event', () => {
	test('shows one item per event and leaves the memory alone', async () => {
		const published = trigger(ALL);
		const found = await published.poll('manual');
		expect(found.map(({ event }) => event)).toEqual(ALL);
		// The first column in the output.
		expect(found.map((item) => Object.keys(item)[0])).toEqual(ALL.map(() => 'event'));
		expect(published.memory).toBe('{}');

		await published.publish();
		simulator().chargingKeys.add(keyNamed('added'));
		const before = published.memory;
		await published.poll('manual');
		expect(published.memory).toBe(before);
		expect(await published.poll()).toMatchObject([{ keyIdentifier: 'added' }]);
	});

	test('says that there is nothing to show', async () => {
		await withSimulator({ keys: 0, orders: 0 }, async (empty) => {
			const published = new PollTrigger(credentialFor(empty), { events: ALL });
			await expect(published.poll('manual')).rejects.toThrow(
				'No orders or charging keys to show yet',
			);
		});
	});
});
