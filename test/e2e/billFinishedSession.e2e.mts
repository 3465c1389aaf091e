import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '../../host/shape.mts';
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
	const key = [...account.simulator.chargingKeys].find(({ enabled }) => enabled);
	return {
		account,
		/** Starts a session and returns its ID. */
		start: (connectorId = 'connector-1') =>
			account.simulator.sessions.start(connectorId, key?.keyIdentifier ?? ''),
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

describe('bill finished session', () => {
	test('stops the session, waits for the price and creates one line', async () => {
		const { account, start, bill } = await open();
		const sessionId = start();
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
		const { account, start, bill } = await open(100);
		const sessionId = start('ends-locally');
		await pause(500);
		expect(account.simulator.sessions.get(sessionId)?.sessionStatus).toBe('COMPLETE');
		const execution = await bill(sessionId);
		expect(execution.error).toBe('');
		expect(execution.items('Line for the bill')).toEqual([
			expect.objectContaining({ sessionId, amount: 1.19, currency: 'EUR' }),
		]);
	});

	test('bills each currency in its own units, and leaves a missing price empty', async () => {
		const { account, start, billAll } = await open();
		const bills = [
			{ currency: 'EUR', minor: 1840, amount: 18.4 },
			{ currency: 'NOK', minor: 0, amount: 0 },
			{ currency: 'JPY', minor: 1840, amount: 1840 },
			{ currency: 'KWD', minor: 1840, amount: 1.84 },
			// Its prices are shown without decimals, but its minor units are hundredths.
			{ currency: 'HUF', minor: 184000, amount: 1840 },
		].map((price, index) => ({ ...price, sessionId: start(`connector-${index}`) }));
		for (const { sessionId, currency, minor } of bills) {
			completeWith(account, sessionId, {
				price: { currencyCode: currency, minorExclVat: minor, minorInclVat: minor, vat: '25' },
				energy: { unit: 'WH', value: 1840 },
			});
		}
		const unpriced = start('connector-without-price');
		completeWith(account, unpriced, { energy: { unit: 'KWH', value: 12 } });

		const execution = await billAll([...bills.map(({ sessionId }) => sessionId), unpriced]);
		expect(execution.items('Line for the bill')).toMatchObject([
			...bills.map(({ sessionId, amount, currency }) => ({
				sessionId,
				energyKwh: 1.84,
				amount,
				currency,
			})),
			{ sessionId: unpriced, energyKwh: 12, amount: null },
		]);
	});

	test.each([
		{ connector: 'stop-fails', reason: /STOP_FAILED/ },
		{ connector: 'fails', reason: /FAILED/ },
	])('says why a session on $connector is not billed', async ({ connector, reason }) => {
		const { start, bill } = await open();
		const sessionId = start(connector);
		const execution = await bill(sessionId);
		expect(execution.error).toBe('');
		expect(execution.ran('Line for the bill')).toBe(false);
		const [line] = execution.items('Not billed');
		expect(line).toMatchObject({ sessionId });
		expect(line?.['reason']).toMatch(reason);
	});

	test('creates one line per session, billed or not', async () => {
		const { start, billAll } = await open(100);
		const ended = start('one-that-ends-locally');
		await pause(500);
		const stuck = start('one-whose-stop-fails');
		const charging = start('connector-1');
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
