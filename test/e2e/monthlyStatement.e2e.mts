import { parse } from 'csv-parse/sync';
import type { JsonObject } from '../../host/shape.mts';
import { Account, n8n } from '../support/account.mts';
import { fieldsSetTo, withParameters } from '../support/parameters.mts';
import { RecordTables } from '../support/recordTables.mts';

const month = '2026-10';
let tables = 0;

/** Empty tables, and an account with two fleet drivers, one with a replaced card, and one driver without a fleet. */
async function open() {
	const account = await Account.open({
		keys: 0,
		sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
	});
	const keys: [string, string, string?][] = [
		['0a000001', 'DE-8PS-C0000001-1', 'fleet-a'],
		['0A000002', 'DE-8PS-C0000001-1', 'fleet-a'],
		['0a000003', 'DE-8PS-C0000003-1', 'fleet-a'],
		['0a000004', 'DE-8PS-C0000004-1'],
	];
	for (const [keyIdentifier, contractId, fleetId] of keys) {
		account.addKey(keyIdentifier, { contractId, ...(fleetId && { fleetId }) });
	}
	const own = new RecordTables(`statement ${++tables}`);
	await account.run(own.workflow('store-charge-detail-records.json'), 'Make the tables once');
	const shipped = own.workflow('monthly-statement.json');
	const workflow = withParameters(shipped, 'Month', fieldsSetTo({ month }));
	return { account, own, run: () => account.run(workflow, 'Start by hand') };
}

/** A stored record. */
function row(number: number, fields: JsonObject = {}): JsonObject {
	return {
		...{ requestId: `request-${number}`, sessionId: `session-${number}` },
		...{ keyIdentifier: '0a000001', month, startTime: '2026-10-05T08:00:00.000Z' },
		...{ energyWh: 10_000, currency: 'EUR', netMinor: 1000, grossMinor: 1190, vatPercent: '19' },
		...{ priceFrom: 'record', record: '{}', ...fields },
	};
}

test('adds up each driver exactly, per fleet and currency, in a CSV file and a page', async () => {
	const { own, run } = await open();
	await own.addRecords([
		row(1, { netMinor: 10, grossMinor: 12, energyWh: 1 }),
		row(2, { netMinor: 20, grossMinor: 24, energyWh: 2, keyIdentifier: '0a000002' }),
		row(3, { keyIdentifier: '0A000003', energyWh: 0, netMinor: 0, grossMinor: 0 }),
		row(4, { keyIdentifier: '0a000004', currency: 'JPY', netMinor: 100, grossMinor: 110 }),
		// A refund of the first session, as its own record.
		row(5, { sessionId: 'session-1', energyWh: 0, netMinor: -10, grossMinor: -12 }),
		// A refund that arrives before the record, whose price is that of its session.
		row(8, { sessionId: 'session-9', energyWh: 0, netMinor: -100, grossMinor: -120 }),
		row(9, { netMinor: 100, grossMinor: 120, energyWh: 0, priceFrom: 'session' }),
		// The same record twice, and records of other months.
		row(1, { netMinor: 10, grossMinor: 12, energyWh: 1 }),
		row(6, { month: '2026-09' }),
		row(7, { month: '2026-11' }),
	]);
	const execution = await run();
	expect(execution.error).toBe('');
	const [statement] = execution.items('Statement');
	const lines = [
		['', 'DE-8PS-C0000004-1', 'JPY', 1, '10.000', '100', '10', '110'],
		['fleet-a', 'DE-8PS-C0000001-1', 'EUR', 3, '0.003', '0.20', '0.04', '0.24'],
		['fleet-a', 'DE-8PS-C0000003-1', 'EUR', 1, '0.000', '0.00', '0.00', '0.00'],
	];
	const columns = ['fleetId', 'driver', 'currency', 'sessions', 'kWh', 'net', 'vat', 'gross'];
	expect(statement).toMatchObject({
		month,
		lines: lines.map((values) =>
			Object.fromEntries(columns.map((name, index) => [name, values[index]])),
		),
		totals: [
			{ fleetId: '', currency: 'JPY', gross: '110' },
			{ fleetId: 'fleet-a', currency: 'EUR', sessions: 4, net: '0.20', vat: '0.04', gross: '0.24' },
		],
		toCheck: [],
	});
	const csv = await n8n.file(execution.binary('Both files', 'csv').id);
	expect(parse(csv)).toEqual([
		['month', ...columns],
		...lines.map((values) => [month, ...values.map(String)]),
	]);
	expect(execution.binary('Both files', 'csv').fileName).toBe('statement-2026-10.csv');
	const page = (await n8n.file(execution.binary('Both files', 'page').id)).toString('utf8');
	expect(page).toMatch(/^<!doctype html>.*<h2>Fleet fleet-a<\/h2>.*<td>0\.24<\/td>/s);
});

test('lists records that it cannot count with the reason, and guesses nothing', async () => {
	const { account, own, run } = await open();
	const sessionId = account.simulator.sessions.start('ends-locally', '0a000001');
	await own.addRecords([
		row(1, { priceFrom: '', netMinor: null, grossMinor: null }),
		row(2, { month: 'unknown', startTime: null }),
		row(3, { keyIdentifier: '0affffff' }),
		row(4, { priceFrom: 'session' }),
		row(5, { priceFrom: 'session', sessionId: 'session-4' }),
		row(6, { energyWh: null }),
	]);
	await own.addSessions([
		{ sessionId: 'session-3', month, lastEvent: 'SESSION_COMPLETE' },
		{ sessionId: 'no-such-session', month, lastEvent: 'SESSION_COMPLETE' },
		// It started today, not in the month of the statement.
		{ sessionId, month, lastEvent: 'SESSION_COMPLETE' },
	]);
	const execution = await run();
	expect(execution.error).toBe('');
	const [statement] = execution.items('Statement');
	expect(statement).toMatchObject({
		totals: [
			{ fleetId: '', sessions: 1, gross: '11.90' },
			{ fleetId: 'fleet-a', sessions: 2, kWh: '10.000', gross: '23.80' },
		],
		toCheck: [
			['session-1', 'request-1', /no price\. It is not counted/],
			['session-2', 'request-2', /no start time/],
			['session-3', 'request-3', /key 0affffff is not in the account/],
			['session-4', 'request-5', /Another record of a session/],
			['session-6', 'request-6', /energy is unknown/],
			['no-such-session', '', /no record, and the session could not be read: .*no such session/],
		].map(([session, requestId, reason]) => ({
			...{ sessionId: session, requestId },
			reason: expect.stringMatching(reason ?? '') as string,
		})),
	});
});

test('completes records from their sessions and finds sessions without a record', async () => {
	const { account, own, run } = await open();
	const sessions = Array.from({ length: 2 }, (_, index) =>
		account.simulator.sessions.start(`${index}-ends-locally`, '0a000003'),
	);
	const [priced, lost] = sessions;
	for (const sessionId of sessions) {
		account.simulator.faults.add({
			kind: 'status',
			status: 200,
			path: `/emp/v1/sessions/${sessionId}`,
			times: 'always',
			body: {
				...account.simulator.sessions.get(sessionId),
				startTime: '2026-10-31T22:59:59.000Z',
				energy: { unit: 'KWH', value: 1.5 },
				price: { currencyCode: 'EUR', minorExclVat: 333, minorInclVat: 396, vat: '19' },
			},
		});
	}
	await own.addRecords([
		row(1, {
			...{ sessionId: priced, keyIdentifier: '0a000003', month: 'unknown', startTime: null },
			...{ energyWh: null, currency: null, netMinor: null, grossMinor: null, priceFrom: '' },
		}),
	]);
	await own.addSessions([{ sessionId: lost, month: '2026-11', lastEvent: 'SESSION_COMPLETE' }]);
	const execution = await run();
	expect(execution.error).toBe('');
	expect(execution.items('Statement')).toMatchObject([
		{
			totals: [{ fleetId: 'fleet-a', kWh: '1.500', net: '3.33', vat: '0.63', gross: '3.96' }],
			toCheck: [{ sessionId: lost, reason: 'There is no record. The session is COMPLETE.' }],
		},
	]);
	expect(await own.records()).toMatchObject([
		{ month, startTime: '2026-10-31T22:59:59.000Z', energyWh: 1500, priceFrom: 'session' },
	]);
	const again = await run();
	expect(again.items('Statement')[0]?.['totals']).toEqual(
		execution.items('Statement')[0]?.['totals'],
	);
});

test('creates an empty statement for a month without records', async () => {
	const { run } = await open();
	const execution = await run();
	expect(execution.error).toBe('');
	expect(execution.items('Statement')).toMatchObject([{ lines: [], totals: [], toCheck: [] }]);
});
