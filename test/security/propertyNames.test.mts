// External names with a meaning in JavaScript itself. JSON.parse makes them ordinary properties; copying them with
// `copy[name] = value` changes the prototype of the copy, and with it what the copy seems to hold.
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { chargeDetailRecord, sessionEvent } from '../../simulator/webhookEvent.mts';
import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { search } from '../engine/listSearch.mts';
import { byId, expectError, expectRejected, results, runOperation } from '../engine/operation.mts';
import { PollTrigger } from '../engine/poll.mts';
import { WebhookTrigger } from '../engine/webhook.mts';
import { KEY, ORDER, SESSION } from '../support/pageExamples.mts';

const simulator = useSimulator({ keys: 3, orders: 2, locations: 100 });

const NAMES = ['__proto__', 'constructor', 'prototype'];

/** Would count as our own fields if they were inherited. */
const INSIDE = JSON.stringify({
	...{ polluted: 'yes', keyIdentifier: 'stolen', id: 'stolen', contractId: 'stolen' },
	...{ fleetId: 'stolen', status: 'STOLEN', event: 'STOLEN', requestId: 'stolen' },
	prototype: { polluted: 'yes' },
});

/** The same object as a hostile server would send it. */
function hostile(row: object): IDataObject {
	const names = NAMES.map((name) => `"${name}":${INSIDE}`).join(',');
	const own = JSON.stringify(row).slice(1);
	return JSON.parse(`{${names}${own === '}' ? '' : ','}${own}`) as IDataObject;
}

/** Compares as text, because a comparison of properties could be fooled by these names. */
function expectSame(given: unknown, expected: unknown): void {
	expect(JSON.stringify(given)).toBe(JSON.stringify(expected));
}

/** Makes every request return this response. */
function answers(body: unknown, status = 200): void {
	simulator().faults.add({ kind: 'status', status, body, times: 'always' });
}

function run(operation: string, parameters: INodeParameters = {}) {
	return runOperation(simulator(), operation, parameters);
}

const prototypes = [Object.prototype, Array.prototype, Function.prototype].map((prototype) => ({
	prototype,
	names: Reflect.ownKeys(prototype),
}));

afterEach(() => {
	for (const { prototype, names } of prototypes) expect(Reflect.ownKeys(prototype)).toEqual(names);
});

test('the data of these tests has such names', () => {
	expect(Object.keys(hostile({ id: 1 }))).toEqual([...NAMES, 'id']);
	expect(Object.keys(hostile({}))).toEqual(NAMES);
});

describe('in API responses', () => {
	const location = () => {
		const [first] = simulator().locations;
		if (!first) throw new Error('The simulator has no location');
		return first;
	};
	const point = { latitude: 52.52, longitude: 13.405 };

	test.each([
		['chargingKey.create', { keyIdentifier: 'e0e03336', visualNumber: 'v' }, KEY],
		['chargingKey.enable', { chargingKeyId: byId('k') }, KEY],
		['order.assign', { orderId: byId('o') }, ORDER],
		['session.get', { sessionId: 's' }, SESSION],
		['session.start', { connectorId: byId('c'), chargingKeyId: byId('k') }, { sessionId: 's' }],
		['location.get', { locationId: 'l' }, { id: 'l' }],
	] as Array<[string, INodeParameters, object]>)(
		'%s returns them unchanged',
		async (operation, parameters, row) => {
			answers(hostile(row));
			expectSame(results(await run(operation, parameters)), [hostile(row)]);
		},
	);

	test.each([
		['chargingKey.getAll', 'keys', KEY],
		['order.getAll', 'products', ORDER],
		['location.getAll', 'locations', { id: 'l' }],
	])('%s returns them unchanged', async (operation, list, row) => {
		const rows = [hostile(row), hostile({ ...row, more: hostile({}) })];
		answers(hostile({ [list]: rows }));
		expectSame(results(await run(operation, { returnAll: true })), rows);
	});

	test('a search adds its own fields', async () => {
		const found = hostile(location());
		answers({ locations: [found] });
		const [item] = results(await run('location.search', point)) as IDataObject[];
		expectSame(item, { ...found, distanceMetres: item?.distanceMetres });
		expect(item?.distanceMetres).toEqual(expect.any(Number));
	});

	test('a connector has the fields of its location, not those inside such a name', async () => {
		const { evses, ...rest } = location();
		const [evse] = [evses].flat();
		const [connector] = [evse?.connectors].flat();
		if (!evse || !connector) throw new Error('The location has no connector');
		const connectors = [hostile(connector)];
		answers({ locations: [hostile({ ...rest, evses: [hostile({ ...evse, connectors })] })] });
		const [item] = results(
			await run('location.search', { ...point, options: { output: 'connectors' } }),
		) as IDataObject[];
		expect(Object.keys(item ?? {}).filter((name) => NAMES.includes(name))).toEqual(NAMES);
		expect(item).toMatchObject({ connectorId: connector.id, locationId: rest.id });
	});

	test('a list or an identifier inside such a name does not count', async () => {
		answers(JSON.parse(`{"__proto__":{"keys":[],"cursor":"x"}}`));
		expectError(
			await run('chargingKey.getAll'),
			'Could not list the charging keys: the response is a different object instead of a list of charging keys',
		);
		simulator().faults.clear();
		answers({ keys: [hostile({})] });
		expectError(
			await run('chargingKey.getAll'),
			'Could not list the charging keys: not all charging keys have the field keyIdentifier',
		);
	});

	test('an error says the same as without them', async () => {
		answers(hostile({ message: 'No such session' }), 404);
		const result = await run('session.get', { sessionId: 's' });
		expectError(
			result,
			'Could not get the session s: there is no such session (404): No such session',
		);
		expectSame(result.error?.context.details, { httpCode: '404' });
	});

	test('a drop-down names entries by their own fields', async () => {
		const { keyIdentifier, visualNumber } = KEY;
		answers({ keys: [hostile({ keyIdentifier, visualNumber })] });
		expect((await search(simulator(), 'searchChargingKeys')).results).toEqual([
			{ name: `${visualNumber} · ${keyIdentifier}`, value: keyIdentifier },
		]);
	});

	test.each([
		['csv', `keyIdentifier,visualNumber,contractId,fleetId,validTo,enabled\r\nstolen?,,,,,\r\n`],
		['json', `[${JSON.stringify(hostile({ keyIdentifier: 'stolen?' }))}]\n`],
		['ndjson', `${JSON.stringify(hostile({ keyIdentifier: 'stolen?' }))}\n`],
	])('an export as %s has its own columns or all fields', async (format, expected) => {
		answers({ keys: [hostile({ keyIdentifier: 'stolen?' })] });
		const { outputs } = await run('chargingKey.export', { format });
		const file = outputs[0]?.[0]?.binary?.data?.data ?? '';
		expect(Buffer.from(file, 'base64').toString('utf8')).toBe(expected);
	});
});

describe('as identifiers', () => {
	test.each(NAMES)('%s is a charging key, an order and a session like any other', async (name) => {
		simulator().chargingKeys.add({ ...KEY, keyIdentifier: name });
		simulator().orders.add({ ...ORDER, id: name, status: 'ORDER_CREATED' });
		const disabled = await run('chargingKey.disable', { chargingKeyId: byId(name) });
		expect(results(disabled)).toEqual([{ ...KEY, keyIdentifier: name, enabled: false }]);
		const assigned = await run('order.assign', { orderId: byId(name) });
		expect(results(assigned)).toMatchObject([{ id: name, status: 'ORDER_ASSIGNED' }]);
		expectError(
			await run('session.get', { sessionId: name }),
			`Could not get the session ${name}: there is no such session (404): User or session not found`,
		);
	});

	test.each(NAMES)('%s is a valid name for the field of a file', async (binaryPropertyName) => {
		const { outputs } = await run('chargingKey.export', { options: { binaryPropertyName } });
		expect(Object.keys(outputs[0]?.[0]?.binary ?? {})).toEqual([binaryPropertyName]);
	});

	test('the polling trigger finds each once and remembers it across a restart', async () => {
		const published = new PollTrigger(credentialFor(simulator()), {
			events: ['chargingKeyAdded', 'chargingKeyRemoved', 'orderCreated', 'orderUpdated'],
		});
		expect(await published.publish()).toEqual([]);
		for (const name of NAMES) {
			simulator().chargingKeys.add({ ...KEY, keyIdentifier: name });
			simulator().orders.add({ ...ORDER, id: name });
		}
		const found = (await published.poll()).map(({ event, id, keyIdentifier }) => [
			event,
			id ?? keyIdentifier,
		]);
		expect(found).toEqual([
			...NAMES.map((name) => ['orderCreated', name]),
			...NAMES.map((name) => ['chargingKeyAdded', name]),
		]);
		published.restart();
		expect(await published.publish()).toEqual([]);
		simulator().chargingKeys.remove('__proto__');
		expect(await published.poll()).toEqual([]);
		expect(await published.poll()).toEqual([
			{ keyIdentifier: '__proto__', event: 'chargingKeyRemoved' },
		]);
	});

	test('the webhook trigger knows exactly the requests that it has received', async () => {
		const trigger = new WebhookTrigger(credentialFor(simulator()), {
			events: ['ALL'],
			acceptUnsigned: true,
		});
		for (const name of NAMES) {
			const call = { body: JSON.stringify(chargeDetailRecord('s', name)) };
			expect((await trigger.call(call)).started).toBeDefined();
			expect((await trigger.call(call)).started).toBeUndefined();
		}
	});
});

describe('in events', () => {
	test('the polling trigger returns unchanged rows with its own event', async () => {
		answers({ keys: [] });
		const published = new PollTrigger(credentialFor(simulator()), {
			events: ['chargingKeyAdded', 'chargingKeyChanged'],
		});
		expect(await published.publish()).toEqual([]);
		simulator().faults.clear();
		answers({ keys: [hostile(KEY)] });
		expectSame(await published.poll(), [{ event: 'chargingKeyAdded', ...hostile(KEY) }]);
		simulator().faults.clear();
		answers({ keys: [KEY] });
		expect(await published.poll()).toEqual([]);
	});

	test('the webhook trigger starts with the unchanged body and the session', async () => {
		const event = hostile(sessionEvent('SESSION_STARTED', 's'));
		answers(hostile(SESSION));
		const trigger = new WebhookTrigger(credentialFor(simulator()), {
			events: ['SESSION_STARTED'],
			includeSessionDetails: true,
			acceptUnsigned: true,
		});
		const { started } = await trigger.call({ body: JSON.stringify(event) });
		expectSame(started, { ...event, session: hostile(SESSION) });
	});

	test('an event type inside such a name does not count', async () => {
		const trigger = new WebhookTrigger(credentialFor(simulator()), {
			events: ['STOLEN', 'CHARGE_DETAIL_RECORD'],
			acceptUnsigned: true,
		});
		const outcome = await trigger.call({ body: JSON.stringify(hostile({})) });
		expect(outcome).toMatchObject({ status: 200, started: undefined });
	});
});

describe('as additional filters of a search', () => {
	const searchWith = (additional: string) =>
		run('location.search', { latitude: 52.52, longitude: 13.405, filters: { additional } });

	test.each([
		...NAMES.map((name) => [name, `{"${name}":{"a":1},"power":50000}`]),
		...NAMES.map((name) => [name, `{"and":[{"a":{"${name}":{}}}]}`]),
	])('%s is rejected because it would get lost: %s', async (name = '', additional = '') => {
		expectRejected(
			simulator(),
			await searchWith(additional),
			`"Additional Filters (JSON)" must not contain "${name}", which cannot be sent`,
		);
	});

	test.each(['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'toJSON'])(
		'%s, which every object inherits, is a name like any other',
		async (name) => {
			expectSame(results(await searchWith(`{"${name}":1,"power":50000}`)), []);
			expect(simulator().requests.map(({ bodyText }) => bodyText)).toEqual([
				`{"filters":{"${name}":1,"power":50000}}`,
			]);
		},
	);
});
