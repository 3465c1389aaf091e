import type { IDataObject } from 'n8n-workflow';

import type { ChargingKey } from '../../nodes/PlugsurfingEmp/api/chargingKeys.ts';
import type { ApiClient } from '../../nodes/PlugsurfingEmp/api/client.ts';
import {
	findKeyChanges,
	readKeyState,
	writeKeyState,
	type KeyState,
} from '../../nodes/PlugsurfingEmp/polling/chargingKeyChanges.ts';
import type { PollOptions } from '../../nodes/PlugsurfingEmp/polling/options.ts';
import { fakeClient } from '../support/fakeClient.mts';

const PAGE = 500;
const STATIC_DATA_LIMIT = 5_000_000;

const options: PollOptions = {
	events: new Set(['chargingKeyAdded', 'chargingKeyChanged', 'chargingKeyRemoved']),
	daysBeforeExpiry: 30,
	emitExisting: false,
};
const time = { began: 0, left: () => true, waitUntil: Infinity };

function keyAt(index: number): ChargingKey {
	return {
		keyIdentifier: index.toString(16).padStart(14, '0'),
		validTo: new Date(index * 1000).toISOString(),
		contractId: `DE-8PS-C${String(index).padStart(7, '0')}-1`,
		visualNumber: `DE-8PS-C${String(index).padStart(7, '0')}-1`,
		fleetId: `fleet-${index % 7}`,
		enabled: index % 20 !== 0,
	};
}

/** A server that lists the current keys, page by page. */
function server(keys: (request: number) => ChargingKey[]): ApiClient {
	let requests = 0;
	return fakeClient({
		request({ query = {} }) {
			const all = keys(requests++);
			const from = Number(query['cursor'] ?? 0);
			const to = from + PAGE;
			const cursor = to < all.length ? { cursor: String(to) } : {};
			return Promise.resolve({ keys: all.slice(from, to), ...cursor });
		},
	});
}

/** The changes that a poll finds on such a server. */
function poll(
	memory: KeyState,
	keys: Parameters<typeof server>[0],
): ReturnType<typeof findKeyChanges> {
	return findKeyChanges(server(keys), memory, options, time, new Set());
}

/** The memory after a restart. */
function restored(memory: KeyState) {
	const stored = JSON.stringify(writeKeyState(memory));
	return { stored, memory: readKeyState(JSON.parse(stored)) };
}

test('100,000 keys are remembered in less than 5 MB, and each change among them is found', async () => {
	const keys = Array.from({ length: 100_000 }, (_, index) => keyAt(index));
	const first = readKeyState(undefined);
	expect(await poll(first, () => keys)).toEqual([]);
	const { stored, memory } = restored(first);
	expect(stored.length).toBeLessThan(STATIC_DATA_LIMIT);
	expect(stored).not.toContain('fleet');

	expect(await poll(memory, () => keys)).toEqual([]);
	for (let index = 50; index < 100_000; index += 1000) {
		const key = keys[index];
		if (key) keys[index] = { ...key, contractId: 'other' };
	}
	const found = await poll(memory, () => keys);
	expect(found).toHaveLength(100);
	expect(found[0]).toEqual({
		...keys[50],
		event: 'chargingKeyChanged',
		changedFields: ['contractId'],
	});
}, 60_000);

test.each<[keyof ChargingKey, IDataObject[string]]>([
	['enabled', false],
	['fleetId', 'another'],
	['fleetId', undefined],
	['validTo', '2041-01-01T00:00:00.000Z'],
	['contractId', 'another'],
])('a change of %s to %p is found and named', async (field, value) => {
	const memory = readKeyState(undefined);
	await poll(memory, () => [keyAt(1)]);
	const after = Object.assign(keyAt(1), { [field]: value });
	const found = await poll(memory, () => [after]);
	expect(found).toEqual([{ ...after, event: 'chargingKeyChanged', changedFields: [field] }]);
});

test('a change of an unwatched field is ignored', async () => {
	const memory = readKeyState(undefined);
	await poll(memory, () => [keyAt(1)]);
	const after = { ...keyAt(1), visualNumber: 'another', somethingNew: 1 };
	expect(await poll(memory, () => [after])).toEqual([]);
});

test('a key skipped by moving pages counts neither as removed nor as added again', async () => {
	const keys = Array.from({ length: 1200 }, (_, index) => keyAt(index));
	const memory = readKeyState(undefined);
	await poll(memory, () => keys);

	// The first key is removed after the first page was read: number 500 moves to that page, unseen.
	const [, ...others] = keys;
	const moving = (request: number) => (request === 0 ? keys : others);
	expect(await poll(memory, moving)).toEqual([]);
	const found = [...(await poll(memory, () => others)), ...(await poll(memory, () => others))];
	expect(found).toEqual([{ keyIdentifier: keyAt(0).keyIdentifier, event: 'chargingKeyRemoved' }]);
	expect(await poll(memory, () => others)).toEqual([]);
});

test('a key repeated by moving pages is reported once', async () => {
	const keys = Array.from({ length: 1200 }, (_, index) => keyAt(index));
	const memory = readKeyState(undefined);
	await poll(memory, () => keys);
	const changed = keys.map((key, index) => (index === 499 ? { ...key, enabled: false } : key));
	const moved = [keyAt(5000), ...changed];
	const found = await poll(memory, (request) => (request === 0 ? changed : moved));
	expect(found).toMatchObject([{ keyIdentifier: keyAt(499).keyIdentifier }]);
	expect(await poll(memory, () => moved)).toMatchObject([
		{ keyIdentifier: keyAt(5000).keyIdentifier, event: 'chargingKeyAdded' },
	]);
});

test.each(['a b', 'a%0020b', ' ', '%', '__proto__', '\u2028', '1,2', '🔑', ''])(
	'the identifier %j is remembered unchanged',
	async (keyIdentifier) => {
		const key = { ...keyAt(1), keyIdentifier };
		const first = readKeyState(undefined);
		await poll(first, () => [key, keyAt(2)]);
		const { memory } = restored(first);
		expect(await poll(memory, () => [key, keyAt(2)])).toEqual([]);
		expect(await poll(memory, () => [keyAt(2)])).toEqual([]);
		expect(await poll(memory, () => [keyAt(2)])).toEqual([
			{ keyIdentifier, event: 'chargingKeyRemoved' },
		]);
	},
);
