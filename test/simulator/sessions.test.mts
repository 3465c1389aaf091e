import { useSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';
import { keyNamed, START as EXAMPLE } from '../support/pageExamples.mts';

const BEGIN = Date.parse('2026-03-01T12:00:00.000Z');

let clock = BEGIN;
const simulator = useSimulator({
	keys: 10,
	sessionPace: { startsAfterMs: 10_000, completesAfterMs: 30_000 },
	now: () => clock,
});
beforeEach(() => {
	clock = BEGIN;
	simulator().chargingKeys.add(keyNamed(EXAMPLE.keyIdentifier));
});

const start = (data: unknown) => emp(simulator(), 'POST', '/emp/v1/sessions/start', { data });
const stop = (sessionId: string) => emp(simulator(), 'POST', `/emp/v1/sessions/${sessionId}/stop`);
const get = (sessionId: string) => emp(simulator(), 'GET', `/emp/v1/sessions/${sessionId}`);

async function started(connectorId = EXAMPLE.connectorId): Promise<string> {
	const { status, data } = await start({ ...EXAMPLE, connectorId });
	expect({ status, data }).toEqual({
		status: 200,
		data: { sessionId: expect.any(String) as string },
	});
	const [session] = [...simulator().sessions].slice(-1);
	expect(data).toEqual({ sessionId: session?.sessionId });
	return session?.sessionId ?? '';
}

async function statusAfter(seconds: number, sessionId: string): Promise<unknown> {
	clock += seconds * 1000;
	const { data } = await get(sessionId);
	return typeof data === 'object' && data !== null && 'sessionStatus' in data
		? data.sessionStatus
		: data;
}

test('a session goes from CREATED to COMPLETE', async () => {
	const sessionId = await started();
	expect(await statusAfter(0, sessionId)).toBe('CREATED');
	expect(await statusAfter(5, sessionId)).toBe('WAITING_TO_START');
	expect(await statusAfter(5, sessionId)).toBe('STARTED');
	expect(await statusAfter(900 - 10, sessionId)).toBe('STARTED');
	expect(await stop(sessionId)).toMatchObject({ status: 200, data: '' });
	expect(simulator().requests.at(-1)).toMatchObject({ params: { sessionId }, bodyText: '' });
	expect(await statusAfter(0, sessionId)).toBe('WAITING_TO_STOP');
	expect(await statusAfter(10, sessionId)).toBe('STOPPED');
	expect(await statusAfter(20, sessionId)).toBe('COMPLETE');
	expect((await get(sessionId)).data).toEqual({
		sessionStatus: 'COMPLETE',
		balanceStatus: 'PAID',
		charger: {
			chargingStationName: expect.any(String) as string,
			connectorLabel: '1',
			evseId: expect.any(String) as string,
		},
		chargingKeyType: 'virtual',
		connectorId: EXAMPLE.connectorId,
		// From STARTED to STOPPED: 15 minutes, at 11 kW.
		duration: 'PT15M',
		energy: { unit: 'WH', value: 2750 },
		price: { currencyCode: 'EUR', minorExclVat: 235, minorInclVat: 280, vat: '19' },
		receiptAvailable: true,
		sessionId,
		site: expect.any(String) as string,
		startTime: '2026-03-01T12:00:10.000Z',
	});
});

test('some connectors behave differently', async () => {
	const fails = await started('c-fails');
	const never = await started('c-never-starts');
	const stopFails = await started('c-stop-fails');
	const locally = await started('c-ends-locally');
	expect(await statusAfter(9, fails)).toBe('WAITING_TO_START');
	expect(await statusAfter(1, fails)).toBe('FAILED');
	expect(await statusAfter(0, stopFails)).toBe('STARTED');
	await stop(stopFails);
	expect(await statusAfter(10, stopFails)).toBe('STOP_FAILED');
	expect(await stop(stopFails)).toMatchObject({ status: 200 });
	expect(await statusAfter(0, stopFails)).toBe('WAITING_TO_STOP');
	expect(await statusAfter(0, locally)).toBe('STARTED');
	expect(await statusAfter(100, locally)).toBe('COMPLETE');
	expect(await statusAfter(100_000, never)).toBe('WAITING_TO_START');
	expect(await start({ ...EXAMPLE, connectorId: 'c-asks-3ds' })).toMatchObject({
		status: 200,
		data: { threeDSClientSecret: expect.stringContaining('_secret_') as string },
	});
	expect(simulator().sessions.count).toBe(4);
});

test('a second start on a connector is rejected for 60 seconds', async () => {
	await started();
	clock += 59_999;
	expect(await start(EXAMPLE)).toMatchObject({ status: 400 });
	expect(await start({ ...EXAMPLE, connectorId: 'another' })).toMatchObject({ status: 200 });
	clock += 1;
	await started();
	expect(simulator().sessions.count).toBe(3);
});

test('a start with an unknown key is rejected', async () => {
	expect(await start({ ...EXAMPLE, keyIdentifier: 'unknown' })).toMatchObject({ status: 400 });
	expect(simulator().sessions.count).toBe(0);
});

test('only a session that is charging can be stopped', async () => {
	expect(await stop('unknown')).toMatchObject({ status: 404 });
	const sessionId = await started();
	expect(await stop(sessionId)).toMatchObject({ status: 400 });
	clock += 10_000;
	expect(await stop(sessionId)).toMatchObject({ status: 200 });
	expect(await stop(sessionId)).toMatchObject({ status: 400 });
});

describe('on the map', () => {
	/** A charging point that was reserved before its first session. */
	function reserved() {
		for (const location of simulator().locations) {
			const evse = location.evses.find(({ status }) => status === 'RESERVED');
			if (evse) return { location, evse, connectorId: evse.connectors[0]?.id };
		}
		throw new Error('The map has no reserved charging point');
	}

	/** Whether the location and a search for charging points with this status have it. */
	async function isShownAs(status: string, { location, evse }: ReturnType<typeof reserved>) {
		const { latitude, longitude } = location.coordinates;
		const [one, found] = await Promise.all([
			emp(simulator(), 'GET', `/v1/geosearch/${encodeURIComponent(location.id)}`),
			emp(simulator(), 'POST', '/v1/geosearch/radius', {
				params: { latitude, longitude, distance: 1 },
				data: {
					filters: { locationStatuses: [status] },
					options: { filterEvsesAndConnectors: true },
				},
			}),
		]);
		expect(one.data).toMatchObject({
			evses: expect.arrayContaining([
				expect.objectContaining({ evse_id: evse.evse_id, status }),
			]) as unknown,
		});
		return JSON.stringify(found.data).includes(`"${evse.evse_id ?? ''}"`);
	}

	test('a charging point is occupied while a session charges, and available afterwards', async () => {
		const place = reserved();
		const sessionId = await started(place.connectorId);
		expect(await isShownAs('RESERVED', place)).toBe(true);
		clock += 10_000;
		expect(await isShownAs('OCCUPIED', place)).toBe(true);
		await stop(sessionId);
		expect(await isShownAs('OCCUPIED', place)).toBe(true);
		clock += 10_000;
		expect(await isShownAs('AVAILABLE', place)).toBe(true);
		clock += 100_000;
		await started(place.connectorId);
		expect(await isShownAs('AVAILABLE', place)).toBe(true);
		simulator().reset();
		expect(await isShownAs('RESERVED', place)).toBe(true);
	});
});
