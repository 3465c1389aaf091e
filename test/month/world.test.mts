import { DateTime } from 'luxon';
import { drawWorld, ZONE } from '../../month/world.mts';
import { drawTroubles } from '../../month/troubles.mts';
import { billFor, TARIFFS } from '../../month/tariff.mts';

const HOUR = 3_600_000;
const options = { days: 31, sessions: 12_000, drivers: 20_000, orders: 300, seed: 3 };
const world = drawWorld(options);
const sessions = world.happenings.flatMap((happening) =>
	happening.kind === 'session' ? [{ ...happening.session, at: happening.at }] : [],
);
const local = (time: number) => DateTime.fromMillis(time, { zone: ZONE });

test('the same seed draws the same month, and another one another', () => {
	expect(drawWorld(options)).toEqual(world);
	expect(drawWorld({ ...options, seed: 4 }).happenings).not.toEqual(world.happenings);
});

test('a full month has what the issue of a month names', () => {
	expect(world.drivers).toHaveLength(20_000);
	expect(new Set(world.drivers.map(({ fleetId }) => fleetId)).size).toBe(4);
	const count = (kind: string) => world.happenings.filter((one) => one.kind === kind).length;
	expect(count('session')).toBe(12_000);
	expect(count('order')).toBe(300);
	for (const kind of ['joiner', 'leaver', 'lost card']) expect(count(kind)).toBeGreaterThan(31);
	for (const startedBy of ['app', 'agent', 'card']) {
		expect(sessions.filter((one) => one.startedBy === startedBy).length).toBeGreaterThan(200);
	}
});

test('sessions cross midnight, the end of the month, and the hour that the clocks repeat', () => {
	const crossing = sessions.filter(
		({ at, chargesForMs }) => local(at).day !== local(at + chargesForMs).day,
	);
	expect(crossing.length).toBeGreaterThan(100);
	expect(
		crossing.filter(({ at, chargesForMs }) => at + chargesForMs > world.end).length,
	).toBeGreaterThan(50);
	const repeated = sessions.filter(
		({ at, chargesForMs }) => local(at).offset !== local(at + chargesForMs).offset,
	);
	expect(repeated.length).toBeGreaterThan(20);
	expect(world.end - world.start).toBe((31 * 24 + 1) * HOUR);
});

test('what goes wrong is drawn as often as was asked for', () => {
	const troubles = drawTroubles(world.start, world.end, {
		...{ kills: 5, restarts: 3, updates: 1, databaseRestarts: 1, databaseLocks: 1 },
		...{ outages: 1, emptyLists: 1, cutLists: 2, queueDays: 7, seed: 3 },
	});
	const count = (kind: string) => troubles.filter((one) => one.kind === kind).length;
	const processes = ['kill', 'restart', 'update', 'queue mode'];
	expect(processes.map(count)).toEqual([5, 3, 1, 1]);
	const others = ['database restart', 'database lock', 'outage', 'cut list'];
	expect(others.map(count)).toEqual([1, 1, 1, 2]);
	expect(count('fault')).toBeGreaterThan(300);
	const noKeys = troubles.filter((one) => JSON.stringify(one).includes('"keys":[]'));
	expect(noKeys).toHaveLength(1);
});

test.each([
	[TARIFFS[0], 639, 760],
	[TARIFFS[1], 627, 752],
	[TARIFFS[2], 7738, 9673],
	[TARIFFS[3], 733, 792],
])('an hour at 11 kW under tariff %# costs whole minor units', (tariff, net, gross) => {
	expect(billFor(tariff ?? TARIFFS[0], HOUR, false)).toMatchObject({
		energy: { unit: 'WH', value: 11_000 },
		price: { minorExclVat: net, minorInclVat: gross },
	});
});

test('a session without energy costs nothing', () => {
	expect(billFor(TARIFFS[0], HOUR, true)).toMatchObject({
		energy: { value: 0 },
		price: { minorExclVat: 0, minorInclVat: 0 },
	});
});
