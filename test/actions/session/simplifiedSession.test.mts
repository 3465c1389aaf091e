import { readWorkflow } from '../../../host/workflowFile.mts';
import { secondsOf } from '../../../nodes/PlugsurfingEmp/actions/session/isoDuration.ts';
import { fromMinorUnits } from '../../../nodes/PlugsurfingEmp/actions/session/minorUnits.ts';
import { useSimulator } from '../../engine/againstSimulator.mts';
import type { NodeRun } from '../../engine/engine.mts';
import { expectRejected, results, runOperation } from '../../engine/operation.mts';
import { SESSION } from '../../support/pageExamples.mts';

const simulator = useSimulator({
	keys: 10,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});

function getSimplified(sessionId: string, run?: Partial<NodeRun>) {
	return runOperation(simulator(), 'session.get', { sessionId, simplify: true }, run);
}

async function simplified(changes: object): Promise<unknown> {
	simulator().faults.add({ kind: 'withoutList', body: { ...SESSION, ...changes } });
	const [row] = results(await getSimplified(SESSION.sessionId));
	return row;
}

const EXAMPLE = {
	sessionId: 'Zw4z33VbNYC',
	status: 'COMPLETE',
	site: 'ZzZ 220218114135485264',
	evseId: 'NO*XXX*EZzZ220218114136937169*1',
	connectorId: 'abcJd/vR5fvzBa0X/gxaXA==',
	startTime: '2022-02-18T10:41:39.148Z',
	durationMinutes: 15,
	energyKwh: 1.84,
	priceInclVat: 0,
	currency: 'NOK',
};

describe('Get a session with Simplify', () => {
	test("returns ten flat fields of the page's example with the same request", async () => {
		simulator().faults.add({ kind: 'withoutList', body: SESSION });
		const { outputs } = await getSimplified(SESSION.sessionId);
		expect(outputs).toEqual([[{ json: EXAMPLE, pairedItem: { item: 0 } }]]);
		expect(Object.keys(EXAMPLE)).toHaveLength(10);
		expect(simulator().requests).toMatchObject([
			{ method: 'GET', path: '/drive/emp/v1/sessions/Zw4z33VbNYC', bodyText: '' },
		]);
	});

	test('returns the same fields, empty, for a charging session', async () => {
		const charging = simulator().sessions.start('a', 'any');
		const [row] = results(await getSimplified(charging));
		expect(row).toMatchObject({
			status: 'STARTED',
			durationMinutes: null,
			energyKwh: null,
			priceInclVat: null,
			currency: null,
		});
		expect(Object.keys(row as object)).toEqual(Object.keys(EXAMPLE));
	});

	test('keeps every field when the API omits all optional ones', async () => {
		simulator().faults.add({ kind: 'withoutList', body: { sessionStatus: 'CREATED' } });
		const [row] = results(await getSimplified('x'));
		expect(row).toEqual({
			...Object.fromEntries(Object.keys(EXAMPLE).map((field) => [field, null])),
			status: 'CREATED',
		});
	});

	test.each([
		[1840, 'EUR', 18.4],
		[543, 'EUR', 5.43],
		[1, 'EUR', 0.01],
		[-250, 'EUR', -2.5],
		[1840, 'JPY', 1840],
		[1840, 'ISK', 1840],
		[1840, 'KWD', 1.84],
		[1840, 'CLF', 0.184],
	])('%d minor units of %s are %d', async (minorInclVat, currencyCode, priceInclVat) => {
		const price = { currencyCode, minorExclVat: 7, minorInclVat, vat: '25' };
		expect(await simplified({ price })).toEqual({
			...EXAMPLE,
			priceInclVat,
			currency: currencyCode,
		});
	});

	test.each([
		[{ unit: 'WH', value: 7272 }, 7.272],
		[{ unit: 'KWH', value: 7 }, 7],
		[{ unit: 'BTU', value: 7 }, null],
		[{ unit: 'WH' }, null],
		[null, null],
	])('the energy %j is %s kWh', async (energy, energyKwh) => {
		expect(await simplified({ energy })).toEqual({ ...EXAMPLE, energyKwh });
	});

	test.each([
		['an amount without a currency', { minorInclVat: 1840 }],
		['null', null],
		['text', '18.40 EUR'],
	])('does not guess a price from %s', async (_, price) => {
		expect(await simplified({ price })).toEqual({
			...EXAMPLE,
			priceInclVat: null,
			currency: null,
		});
	});

	test('reads Simplify per item and pairs the results', async () => {
		const ids = ['a', 'b'].map((connector) => simulator().sessions.start(connector, 'any'));
		const { outputs } = await runOperation(
			simulator(),
			'session.get',
			{ sessionId: '={{ $json.id }}', simplify: '={{ $json.simplify }}' },
			{
				items: [{ id: ids[0], simplify: 'true' }, { id: ids[1], simplify: '' }, { id: 'none' }],
				onError: 'continueErrorOutput',
			},
		);
		expect(outputs[0]).toMatchObject([
			{ json: { sessionId: ids[0], status: 'STARTED' }, pairedItem: { item: 0 } },
			{ json: { sessionId: ids[1], sessionStatus: 'STARTED' }, pairedItem: { item: 1 } },
		]);
		expect(outputs[1]).toMatchObject([
			{
				json: { error: expect.stringContaining('no such session') as string },
				pairedItem: { item: 2 },
			},
		]);
	});

	test('rejects any other value before anything is sent', async () => {
		const result = await runOperation(
			simulator(),
			'session.get',
			{ sessionId: 'x', simplify: '={{ $json.value }}' },
			{ items: [{ value: 'yes' }] },
		);
		expectRejected(simulator(), result, '"Simplify" must be true, false, 1 or 0, but it is "yes"');
	});
});

describe('an amount in minor units', () => {
	test('has the same decimals as in the workflow bill-finished-session', () => {
		const text = JSON.stringify(readWorkflow('bill-finished-session.json'));
		const decimals = [...text.matchAll(/\b([A-Z]{3}): (\d)/g)];
		expect(decimals.length).toBeGreaterThan(20);
		for (const [, currency = '', digits] of decimals) {
			expect([currency, fromMinorUnits(12_345, currency)]).toEqual([
				currency,
				Number(`12345e-${digits}`),
			]);
		}
	});

	test('is exact, also in JSON', () => {
		for (let cents = 0; cents < 100_000; cents += 7) {
			const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
			expect(fromMinorUnits(cents, 'EUR').toFixed(2)).toBe(text);
			expect(JSON.stringify(fromMinorUnits(cents, 'EUR'))).toBe(JSON.stringify(Number(text)));
		}
	});
});

describe('an ISO 8601 duration', () => {
	test.each([
		['PT15M', 900],
		['PT39M40S', 2380],
		['PT0S', 0],
		['PT1H', 3600],
		['P1DT2H3M4.5S', 93_784.5],
		['PT0,5S', 0.5],
		['P2W', 1_209_600],
		['PT', undefined],
		['P', undefined],
		['P1M', undefined],
		['P1Y', undefined],
		['15M', undefined],
		['', undefined],
	])('%s is %s seconds', (duration, seconds) => {
		expect(secondsOf(duration)).toBe(seconds);
	});
});
