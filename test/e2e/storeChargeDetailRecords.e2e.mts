import type { Workflow } from '../../host/workflowFile.mts';
import {
	chargeDetailRecord,
	sessionEvent,
	type WebhookEvent,
} from '../../simulator/webhookEvent.mts';
import { Account } from '../support/account.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import { RecordTables } from '../support/recordTables.mts';

const file = 'store-charge-detail-records.json';
const header = { 'X-Plugsurfing-Token': 'a-long-random-value' };
const started = '2026-03-31T22:30:00.000Z';

let tables = 0;

/** An account with a complete session, its tables and the workflow. */
async function open(makeTables = true) {
	const account = await Account.open(
		{ keys: 1, sessionPace: { startsAfterMs: 0, completesAfterMs: 0 } },
		{ webhookHeaderName: 'X-Plugsurfing-Token', webhookHeaderValue: 'a-long-random-value' },
	);
	const own = new RecordTables(`stored ${++tables}`);
	const workflow: Workflow = {
		...own.workflow(file),
		settings: { executionOrder: 'v1', timezone: 'Europe/Berlin' },
	};
	const make = () => account.run(workflow, 'Make the tables once');
	if (makeTables) await make();
	const sessionId = account.simulator.sessions.start('ends-locally', 'key');
	const publish = () => PublishedWorkflow.ofTrigger(account, workflow);
	return { account, own, make, sessionId, publish };
}

function priced(sessionId: string): WebhookEvent {
	const price = { currencyCode: 'EUR', minorExclVat: 1000, minorInclVat: 1190, vat: '19' };
	const energy = { unit: 'KWH', value: 12.345 };
	return {
		...chargeDetailRecord(sessionId),
		session: { sessionId, startTime: started, energy, price },
	};
}

test('a record becomes one row with its own energy and price, in the month of its start', async () => {
	const { account, own, publish, sessionId } = await open();
	const workflow = await publish();
	const record = priced(sessionId);
	expect((await workflow.post(record, header)).status).toBe(200);
	expect(await own.records()).toEqual([
		{
			requestId: record['requestId'],
			sessionId,
			keyIdentifier: '3633e0e0',
			// 22:30 UTC is 00:30 in the workflow's time zone.
			month: '2026-04',
			startTime: started,
			energyWh: 12_345,
			currency: 'EUR',
			netMinor: 1000,
			grossMinor: 1190,
			vatPercent: '19',
			priceFrom: 'record',
			record: JSON.stringify(record),
		},
	]);
	expect(account.simulator.requests).toEqual([]);
});

test('a record takes missing fields from its session', async () => {
	const { account, own, publish, sessionId } = await open();
	const workflow = await publish();
	expect((await workflow.post(chargeDetailRecord(sessionId), header)).status).toBe(200);
	const session = account.simulator.sessions.get(sessionId);
	expect(await own.records()).toMatchObject([
		{
			sessionId,
			startTime: session?.startTime,
			// The record has an energy, so that of the session does not replace it.
			energyWh: 12_345,
			currency: session?.price?.currencyCode,
			netMinor: session?.price?.minorExclVat,
			grossMinor: session?.price?.minorInclVat,
			vatPercent: '19',
			priceFrom: 'session',
		},
	]);
});

test('a record is stored even if its session cannot be read', async () => {
	const { account, own, publish, sessionId } = await open();
	const workflow = await publish();
	account.simulator.faults.add({ kind: 'status', status: 500, times: 'always' });
	const record = chargeDetailRecord(sessionId);
	expect((await workflow.post(record, header)).status).toBe(200);
	expect(await own.records()).toMatchObject([
		{ requestId: record['requestId'], month: 'unknown', netMinor: null, priceFrom: '' },
	]);
});

test('a duplicate changes nothing, even if the trigger has forgotten the record', async () => {
	const { own, publish, sessionId } = await open();
	const first = await publish();
	const record = priced(sessionId);
	for (let copy = 1; copy <= 2; copy++) {
		expect((await first.post(record, header)).status).toBe(200);
	}
	const before = await own.records();
	await first.unpublish();

	const second = await publish();
	const changed = { ...record, session: { sessionId, price: null } };
	const answer = await second.post(changed, header);
	expect([answer.status, answer.data]).toEqual([200, { stored: record['requestId'] }]);
	expect(await own.records()).toEqual(before);
	expect(before).toHaveLength(1);
});

test('a record that could not be stored is not acknowledged, and the next copy is stored', async () => {
	const { own, make, publish, sessionId } = await open(false);
	const workflow = await publish();
	const record = priced(sessionId);
	for (let copy = 1; copy <= 2; copy++) {
		expect((await workflow.post(record, header)).status).toBe(500);
	}
	await make();
	expect((await workflow.post(record, header)).status).toBe(200);
	expect(await own.records()).toMatchObject([{ requestId: record['requestId'] }]);
});

test('session events are stored once per session, and other calls start nothing', async () => {
	const { own, publish, sessionId } = await open();
	const workflow = await publish();
	for (const event of ['SESSION_COMPLETE', 'SESSION_STARTED', 'SESSION_START_FAILED']) {
		const answer = await workflow.post(sessionEvent(event, sessionId, started), header);
		expect(answer.status).toBe(200);
	}
	expect((await workflow.post(priced(sessionId))).status).toBe(401);
	expect(await own.sessions()).toEqual([
		{ sessionId, month: '2026-04', lastEvent: 'SESSION_STARTED' },
	]);
	expect(await own.records()).toEqual([]);
});
