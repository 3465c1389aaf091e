import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { textAt, type JsonObject } from '../../host/shape.mts';
import { readWorkflow } from '../../host/workflowFile.mts';
import type { Session } from '../../simulator/simulator.mts';
import { Account } from '../support/account.mts';
import { fieldsSetTo, withItems, withParameters } from '../support/parameters.mts';

const file = 'bill-finished-session.json';

/** An account whose sessions start at once, with the workflow, which checks the status every second. */
async function open(completesAfterMs = 600) {
	const account = await Account.open({
		keys: 10,
		sessionPace: { startsAfterMs: 0, completesAfterMs },
	});
	const workflow = withParameters(readWorkflow(file), 'Stop and wait for the price', {
		options: { pollInterval: 1, timeout: 2 },
	});
	return {
		account,
		bill: (sessionId: string) => {
			const changed = withParameters(workflow, 'Session to bill', fieldsSetTo({ sessionId }));
			return account.run(changed, 'Start by hand');
		},
		/** With the user's own node, which returns several session IDs. */
		billAll: (sessionIds: string[]) => {
			const items = sessionIds.map((sessionId) => ({ sessionId }));
			return account.run(withItems(workflow, 'Session to bill', items), 'Start by hand');
		},
	};
}

/** Starts a session as an app does, and returns its ID. */
async function start({ simulator }: Account, connectorId = 'connector-1'): Promise<string> {
	const key = [...simulator.chargingKeys].find(({ enabled }) => enabled);
	const answer = await axios.post<unknown>(
		`${simulator.baseUrl}/emp/v1/sessions/start`,
		{ connectorId, keyIdentifier: key?.keyIdentifier },
		{ headers: { 'X-API-Key': simulator.apiKey }, proxy: false },
	);
	return textAt(answer.data, 'sessionId');
}

describe('bill finished session', () => {
	test('stops the session, waits for the price and creates one line', async () => {
		const { account, bill } = await open();
		const sessionId = await start(account);
		const execution = await bill(sessionId);

		expect(execution.error).toBe('');
		const session = account.simulator.sessions.get(sessionId);
		expect(session?.sessionStatus).toBe('COMPLETE');
		expect(execution.items('Line for the bill')).toEqual([
			{
				sessionId,
				startTime: session?.startTime,
				site: session?.site,
				energyKwh: Number(session?.energy?.value) / 1000,
				amount: 1.19,
				currency: 'EUR',
				vatPercent: '19',
			},
		]);
		expect(execution.ran('Not billed')).toBe(false);
	});

	test('bills a session that has already ended', async () => {
		const { account, bill } = await open(100);
		const sessionId = await start(account, 'ends-locally');
		await pause(500);
		expect(account.simulator.sessions.get(sessionId)?.sessionStatus).toBe('COMPLETE');
		const execution = await bill(sessionId);
		expect(execution.error).toBe('');
		expect(execution.items('Line for the bill')).toEqual([
			expect.objectContaining({ sessionId, amount: 1.19, currency: 'EUR' }),
		]);
	});

	test.each([
		{ currency: 'EUR', minor: 1840, amount: 18.4 },
		{ currency: 'NOK', minor: 0, amount: 0 },
		{ currency: 'JPY', minor: 1840, amount: 1840 },
		{ currency: 'KWD', minor: 1840, amount: 1.84 },
		// Prices in these two are shown without decimals, but their minor units are hundredths.
		{ currency: 'HUF', minor: 184000, amount: 1840 },
		{ currency: 'ALL', minor: 12345, amount: 123.45 },
	])('$minor in minor units of $currency are $amount', async ({ currency, minor, amount }) => {
		const { account, bill } = await open();
		const sessionId = await start(account);
		completeWith(account, sessionId, {
			price: { currencyCode: currency, minorExclVat: minor, minorInclVat: minor, vat: '25' },
			energy: { unit: 'WH', value: 1840 },
		});
		const execution = await bill(sessionId);
		expect(execution.items('Line for the bill')).toEqual([
			expect.objectContaining({ sessionId, energyKwh: 1.84, amount, currency }),
		]);
	});

	test('keeps energy in kWh and leaves a missing price empty', async () => {
		const { account, bill } = await open();
		const sessionId = await start(account);
		completeWith(account, sessionId, { energy: { unit: 'KWH', value: 12 } });
		const [line] = (await bill(sessionId)).items('Line for the bill');
		expect(line).toMatchObject({ sessionId, energyKwh: 12, amount: null });
	});

	test.each([
		{ connector: 'stop-fails', reason: /STOP_FAILED/ },
		{ connector: 'fails', reason: /FAILED/ },
	])('says why a session on $connector is not billed', async ({ connector, reason }) => {
		const { account, bill } = await open();
		const sessionId = await start(account, connector);
		const execution = await bill(sessionId);
		expect(execution.error).toBe('');
		expect(execution.ran('Line for the bill')).toBe(false);
		const [line] = execution.items('Not billed');
		expect(line).toMatchObject({ sessionId });
		expect(line?.['reason']).toMatch(reason);
	});

	test('creates one line per session, billed or not', async () => {
		const { account, billAll } = await open(100);
		const ended = await start(account, 'one-that-ends-locally');
		await pause(500);
		const stuck = await start(account, 'one-whose-stop-fails');
		const charging = await start(account, 'connector-1');
		const execution = await billAll(['no-such-session', stuck, charging, ended]);

		expect(execution.error).toBe('');
		const lines = execution.items('Line for the bill').map((line) => line['sessionId']);
		expect(new Set(lines)).toEqual(new Set([charging, ended]));
		expect(execution.items('Not billed')).toEqual([
			expect.objectContaining({
				sessionId: 'no-such-session',
				reason: expect.stringMatching(/there is no such session/) as string,
			}),
			{
				sessionId: stuck,
				status: 'STOP_FAILED',
				reason: expect.stringMatching(`The session ${stuck} has not become COMPLETE`) as string,
			},
		]);
	});
});

/** Makes the next status check return a complete session with these fields. */
function completeWith({ simulator }: Account, sessionId: string, fields: Partial<Session>): void {
	const body: JsonObject = {
		...simulator.sessions.get(sessionId),
		sessionStatus: 'COMPLETE',
		...fields,
	};
	simulator.faults.add({
		kind: 'status',
		status: 200,
		method: 'GET',
		path: `/emp/v1/sessions/${sessionId}`,
		times: 'always',
		body,
	});
}
