import { Ledger, type TrueRecord } from '../../month/ledger.mts';
import { reconcile, type CustomersBooks } from '../../month/reconciliation.mts';
import { TARIFFS } from '../../month/tariff.mts';
import type { PlannedSession } from '../../month/world.mts';
import { startSimulator, type LoggedRequest, type Simulator } from '../../simulator/simulator.mts';

const driver = {
	...{ keyIdentifier: '04000000000001', visualNumber: 'V-1' },
	...{ contractId: 'DE-8PS-C0000001-1', fleetId: 'fleet-north' },
};
const planned: PlannedSession = {
	startedBy: 'app',
	...{ connectorId: 'connector/1', isAuthorized: true, driver: 0 },
	...{ chargesForMs: 3_600_000, isEmpty: false, tariff: TARIFFS[0], isRecordPriced: true },
	...{ isRefunded: false, areEventsSwapped: false, isRecordRepeated: false },
};
const fields = {
	...{ sessionId: 'session/1', keyIdentifier: driver.keyIdentifier, month: '2026-10' },
	...{ energyWh: 11_000, currency: 'EUR', netMinor: 639, grossMinor: 760 },
};
const record: TrueRecord = {
	...fields,
	...{ requestId: 'request-1', fleetId: driver.fleetId, body: {}, attempts: 1 },
	isAcknowledged: true,
};

let simulator: Simulator;
let ledger: Ledger;
let books: CustomersBooks;

beforeEach(async () => {
	simulator = await startSimulator({ keys: 0, orders: 1, locations: 0, seed: 1 });
	const validTo = '2030-01-01T00:00:00.000Z';
	simulator.chargingKeys.add({ ...driver, enabled: true, validTo });
	const [order] = simulator.orders;
	if (!order) throw new Error('There is no order to take as a sample');
	simulator.orders.add({ ...order, id: 'order/1', status: 'ORDER_ASSIGNED' });

	ledger = new Ledger();
	ledger.join(driver, 0);
	ledger.orderIds.push('order/1');
	ledger.sessions.set(fields.sessionId, {
		...{ sessionId: fields.sessionId, planned, keyIdentifier: driver.keyIdentifier },
		isEventAccepted: true,
	});
	const start = { connectorId: planned.connectorId, status: 200, sessionId: fields.sessionId };
	ledger.starts.push(start);
	ledger.records.set(record.requestId, { ...record });
	books = {
		records: [{ requestId: record.requestId, ...fields }],
		locations: [],
		statement: statement({}),
		orders: new Map([['order/1', 1]]),
	};
});
afterEach(() => simulator.close());

/** The statement of the one record, with some fields of its one line changed. */
function statement(changes: object) {
	const money = { currency: 'EUR', net: '6.39', gross: '7.60' };
	return {
		totals: [{ fleetId: driver.fleetId, ...money, ...changes }],
		lines: [{ driver: driver.contractId, kWh: '11.000', sessions: 1, ...money, ...changes }],
		toCheck: [],
	};
}

/** All differences of all lines. */
function differences(requests: readonly LoggedRequest[] = []) {
	return reconcile(ledger, simulator, requests, books).flatMap((line) =>
		line.differences.map(({ kind, subject, what }) => `${kind}: ${subject} ${what}`),
	);
}

test('equal books have no differences', () => {
	expect(differences()).toEqual([]);
});

test('a lost record is noticed, and so is the start that it would have settled', () => {
	books.records = [];
	expect(differences()).toEqual([
		'lost: connector/1 session session/1 is not in the records',
		'lost: request-1 has no row; acknowledged',
	]);
});

test('a duplicated record is noticed', () => {
	books.records = [...books.records, ...books.records];
	expect(differences()).toEqual(['duplicated: request-1 has 2 rows']);
});

test.each([
	['netMinor', 640],
	['grossMinor', 761],
	['energyWh', 10_999],
	['currency', 'SEK'],
	['month', '2026-11'],
	['sessionId', 'session/2'],
	['keyIdentifier', 'other'],
] as const)('a record whose %s is wrong is noticed', (field, value) => {
	books.records = books.records.map((row) => ({ ...row, [field]: value }));
	expect(differences()).toContain(
		`wrong: request-1 ${field} is ${value} instead of ${fields[field]}`,
	);
});

test('a record that Plugsurfing never sent is noticed', () => {
	books.records = [...books.records, { requestId: 'request-2', ...fields }];
	expect(differences()).toEqual(['wrong: request-2 is unknown']);
});

test('a cent more on the statement is noticed, per fleet and per driver', () => {
	books.statement = statement({ gross: '7.61' });
	expect(differences()).toEqual([
		'wrong: fleet-north, EUR gross and net are off by -1 and 0',
		'wrong: DE-8PS-C0000001-1 EUR has 761, 11000, 1 instead of 760, 11000, 1',
	]);
});

test('an empty statement is noticed', () => {
	books.statement = { totals: [], lines: [], toCheck: [] };
	expect(differences()).toEqual([
		'wrong: fleet-north, EUR gross and net are off by 760 and 639',
		'lost: statement some drivers are missing',
	]);
});

test('a session to check is noticed', () => {
	const toCheck = [{ requestId: '', sessionId: 'session/2', reason: 'has no record' }];
	books.statement = { ...statement({}), toCheck };
	expect(differences()).toEqual(['lost: session/2 has no record']);
});

test('a second session of one start is noticed', () => {
	const [session] = ledger.sessions.values();
	if (session) ledger.sessions.set('session/2', { ...session, sessionId: 'session/2' });
	expect(differences()).toEqual(['duplicated: connector/1 started 2 sessions']);
});

test('a start that was answered with another session is noticed', () => {
	for (const start of ledger.starts) start.sessionId = 'session/2';
	expect(differences()).toEqual(['wrong: connector/1 answered session session/2']);
});

test('a key that is missing, disabled or still enabled is noticed', () => {
	const { keyIdentifier } = driver;
	ledger.join({ ...driver, keyIdentifier: '04000000000002' }, 0);
	expect(differences()).toEqual(['lost: 04000000000002 does not exist']);

	const [card] = ledger.present;
	if (card) ledger.leave(card, 1);
	expect(differences()).toContain(`wrong: ${keyIdentifier} is still enabled`);
});

test('a key that was created twice, or disabled while it was on the list, is noticed', async () => {
	const headers = { 'X-API-Key': simulator.apiKey, 'Content-Type': 'application/json' };
	const send = (method: string, path: string, body?: object) =>
		fetch(`${simulator.baseUrl}/emp/v1/charging-keys${path}`, {
			...{ method, headers, body: JSON.stringify(body) },
		});
	const { keyIdentifier, visualNumber } = driver;
	await send('PUT', `/${keyIdentifier}/disable`);
	await send('PUT', `/${keyIdentifier}/enable`);
	expect(differences(simulator.requests)).toEqual([
		`wrong: ${keyIdentifier} was disabled although it was on the list`,
	]);

	const created = { keyIdentifier: '04000000000009', visualNumber };
	await send('POST', '', created);
	const [creation] = simulator.requests.slice(-1);
	expect(creation?.status).toBe(200);
	const twice = creation ? [creation, creation] : [];
	expect(differences(twice)).toEqual(['duplicated: 04000000000009 created 2 times']);
});

test('an order that was not handed over, or not assigned, is noticed', () => {
	books.orders = new Map();
	ledger.orderIds.push('order/2');
	expect(differences()).toEqual([
		'lost: order/1 was not handed over',
		'lost: order/2 was not handed over',
		'lost: order/2 was not assigned',
	]);
});

test('an authorization of a blocked key is noticed', () => {
	const { keyIdentifier } = driver;
	for (const card of ledger.present) card.blockedAt = 1;
	ledger.authorizations.push({ keyIdentifier, verdict: 'ALLOWED', askedAt: 2 });
	expect(differences()).toEqual([`wrong: ${keyIdentifier} was answered ALLOWED`]);
});
