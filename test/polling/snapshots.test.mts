import * as keys from '../../nodes/PlugsurfingEmp/polling/chargingKeySnapshot.ts';
import * as orders from '../../nodes/PlugsurfingEmp/polling/orderSnapshot.ts';
import { keyNamed, ORDER } from '../support/pageExamples.mts';

// The texts are stored with workflows: later versions must write and read the same.
describe('a key is written as flags, fingerprint and identifier:', () => {
	const fingerprint = keys.fingerprintOf(keyNamed('one'));

	test.each([
		['0', { seen: false, missed: false, warned: false }],
		['1', { seen: true, missed: false, warned: false }],
		['2', { seen: false, missed: true, warned: false }],
		['4', { seen: false, missed: false, warned: true }],
		['7', { seen: true, missed: true, warned: true }],
	])('%s for %j', (digit, flags) => {
		const snapshots = new Map([['04A1', { fingerprint, ...flags }]]);
		const text = keys.writeSnapshots(snapshots);
		expect(text).toBe(`${digit}tdCNO/xNqmQqs04A1`);
		expect(keys.readSnapshots(text)).toEqual(snapshots);
	});

	test.each([
		[true, 't'],
		[false, 'f'],
		[undefined, 'x'],
	])('enabled: %s begins its fingerprint with %s', (enabled, letter) => {
		const key = Object.assign(keyNamed('one'), { enabled });
		expect(keys.fingerprintOf(key)).toBe(`${letter}dCNO/xNqmQqs`);
	});
});

test('absent fields and null have the same fingerprint', () => {
	const absent = Object.assign(keyNamed('one'), { validTo: undefined, contractId: undefined });
	const empty = Object.assign(keyNamed('one'), { validTo: null, contractId: null });
	expect(keys.fingerprintOf(absent)).toBe(keys.fingerprintOf(empty));
	const order = { ...ORDER, updated: undefined };
	expect(orders.fingerprintOf(order)).toBe(
		orders.fingerprintOf(Object.assign({ ...ORDER }, { updated: null })),
	);
	expect(orders.fingerprintOf(order)).not.toBe(orders.fingerprintOf(ORDER));
});

test.each([
	['mosktc00', Date.parse('2026-05-05T12:00:00.000Z')],
	['', NaN],
])('an order is written as fingerprint, creation time (%j) and id', (time, created) => {
	const updated = '2026-05-05T12:00:00.000Z';
	const fingerprint = orders.fingerprintOf({ id: '', status: 'ORDER_CREATED', updated });
	const snapshots = new Map([['order-1', { fingerprint, created }]]);
	const text = orders.writeSnapshots(snapshots);
	expect(text).toBe(`/gECyLy+${time},order-1`);
	expect(orders.readSnapshots(text)).toEqual(snapshots);
});

test.each([
	['a b', 'a%0020b'],
	['a%0020b', 'a%00250020b'],
	['% ', '%0025%0020'],
	['\u2028', '%2028'],
	['__proto__', '__proto__'],
	['1,2', '1,2'],
	['🔑', '🔑'],
	['', ''],
])('the id %j is written as %j', (id, written) => {
	const snapshot = { fingerprint: 'fDE8PSDE8PSC1', seen: true, missed: false, warned: false };
	const someKeys = new Map([id, 'other'].map((one) => [one, snapshot]));
	const keyText = keys.writeSnapshots(someKeys);
	expect(keyText).toBe(`1fDE8PSDE8PSC1${written} 1fDE8PSDE8PSC1other`);
	expect(keys.readSnapshots(keyText)).toEqual(someKeys);

	const someOrders = new Map(
		[id, 'other'].map((one) => [one, { fingerprint: '8letters', created: 35 }]),
	);
	const orderText = orders.writeSnapshots(someOrders);
	expect(orderText).toBe(`8lettersz,${written} 8lettersz,other`);
	expect(orders.readSnapshots(orderText)).toEqual(someOrders);
});

test('no snapshots are an empty text', () => {
	for (const { writeSnapshots, readSnapshots } of [keys, orders]) {
		expect(writeSnapshots(new Map())).toBe('');
		expect(readSnapshots('').size).toBe(0);
	}
});
