import type { IDataObject } from 'n8n-workflow';

import type { ChargingKey } from '../../nodes/PlugsurfingEmp/api/chargingKeys.ts';
import { ApiError } from '../../nodes/PlugsurfingEmp/api/client.ts';
import {
	findKeyChanges,
	readKeyState,
	writeKeyState,
	type KeyState,
} from '../../nodes/PlugsurfingEmp/polling/chargingKeyChanges.ts';
import type { PollEvent } from '../../nodes/PlugsurfingEmp/polling/eventTypes.ts';
import { fakeClient } from '../support/fakeClient.mts';

const DAY_MS = 86_400_000;

interface Poll {
	events?: PollEvent[];
	emitExisting?: boolean;
	/** Rows on a page. */
	page?: number;
	/** Whether there is time for another page; otherwise the poll stops after one. */
	hasTime?: boolean;
	/** Milliseconds since 1970. */
	began?: number;
	failedCursors?: Set<string>;
	/** Status of the first response. */
	status?: number;
}

/** The cursors that the last poll requested. */
let cursors: unknown[] = [];

/** The changes that a poll finds on a server that lists these keys. */
function poll(
	memory: KeyState,
	keys: (request: number) => ChargingKey[],
	settings: Poll = {},
): ReturnType<typeof findKeyChanges> {
	const {
		events = ['chargingKeyAdded', 'chargingKeyChanged', 'chargingKeyRemoved'],
		emitExisting = false,
		page = 500,
		hasTime = true,
		began = 0,
		failedCursors = new Set(),
	} = settings;
	let { status } = settings;
	cursors = [];
	const client = fakeClient({
		request({ query = {} }) {
			const all = keys(cursors.length);
			cursors.push(query['cursor']);
			if (status !== undefined) {
				const error = new ApiError('rejected', { remedy: '', status });
				status = undefined;
				return Promise.reject(error);
			}
			const from = Number(query['cursor'] ?? 0);
			const to = from + page;
			const cursor = to < all.length ? { cursor: String(to) } : {};
			return Promise.resolve({ keys: all.slice(from, to), ...cursor });
		},
	});
	const options = { events: new Set(events), daysBeforeExpiry: 30, emitExisting };
	const time = { began, left: () => hasTime, waitUntil: Infinity };
	return findKeyChanges(client, memory, options, time, failedCursors);
}

/** The memory after a poll that found these keys. */
async function memoryOf(keys: ChargingKey[], settings?: Poll): Promise<KeyState> {
	const memory = readKeyState(undefined);
	await poll(memory, () => keys, settings);
	return memory;
}

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

/** The memory after a restart. */
function restored(memory: KeyState) {
	const stored = JSON.stringify(writeKeyState(memory));
	return { stored, memory: readKeyState(JSON.parse(stored)) };
}

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

describe('pages that move while they are read', () => {
	const keys = [0, 1, 2, 3, 4].map(keyAt);
	const page = 2;

	test('can skip a key, which counts neither as removed nor as added again', async () => {
		const memory = await memoryOf(keys, { page });
		// The first key is removed after the first page was read: the third moves to that page, unseen.
		const [, ...others] = keys;
		const moving = (request: number) => (request === 0 ? keys : others);
		expect(await poll(memory, moving, { page })).toEqual([]);
		expect(await poll(memory, () => others)).toEqual([]);
		expect(await poll(memory, () => others)).toEqual([
			{ keyIdentifier: keyAt(0).keyIdentifier, event: 'chargingKeyRemoved' },
		]);
		expect(await poll(memory, () => others)).toEqual([]);
	});

	test('can repeat a key, which is reported once', async () => {
		const memory = await memoryOf(keys, { page });
		const changed = keys.map((key, index) => (index === 1 ? { ...key, enabled: false } : key));
		const moved = [keyAt(9), ...changed];
		const found = await poll(memory, (request) => (request === 0 ? changed : moved), { page });
		expect(found).toMatchObject([{ keyIdentifier: keyAt(1).keyIdentifier }]);
		expect(await poll(memory, () => moved)).toMatchObject([
			{ keyIdentifier: keyAt(9).keyIdentifier, event: 'chargingKeyAdded' },
		]);
	});
});

describe('the state', () => {
	const empty: KeyState = { snapshots: new Map(), known: { keys: false, expiry: false } };

	test.each<[Partial<KeyState>, IDataObject]>([
		[{}, {}],
		[{ known: { keys: true, expiry: false } }, { keys: true }],
		[{ known: { keys: true, expiry: true } }, { keys: true, expiry: true }],
		[{ reading: { cursor: 'c', expiry: true } }, { cursor: 'c', readingExpiry: true }],
		[{ reading: { cursor: 'c', expiry: false } }, { cursor: 'c', readingExpiry: false }],
	])('%j is stored as %j', (part, written) => {
		const state = { ...empty, ...part };
		const stored = writeKeyState(state);
		expect(stored).toStrictEqual({ records: '', keys: false, expiry: false, ...written });
		expect(readKeyState(stored)).toEqual(state);
	});

	test.each([undefined, 'text', { keys: true }, { records: '' }])(
		'is empty if %j is stored',
		(stored) => {
			expect(readKeyState(stored)).toEqual(empty);
		},
	);
});

test('existing keys are added by the first poll if requested', async () => {
	const memory = readKeyState(undefined);
	const added = [{ ...keyAt(1), event: 'chargingKeyAdded' }];
	expect(await poll(memory, () => [keyAt(1)], { emitExisting: true })).toEqual(added);
	expect(await poll(memory, () => [keyAt(1)], { emitExisting: true })).toEqual([]);
});

describe('a key that expires', () => {
	const EXPIRING: Poll = { events: ['chargingKeyExpiring'] };
	const ALSO_EXISTING: Poll = { ...EXPIRING, emitExisting: true };

	/** The key, if it expires after this time. */
	function expiresIn(ms: number | undefined): ChargingKey {
		const validTo = ms === undefined ? 'nonsense' : new Date(ms).toISOString();
		return { ...keyAt(1), validTo };
	}

	function reported(key: ChargingKey, is = true): IDataObject[] {
		return is ? [{ ...key, event: 'chargingKeyExpiring' }] : [];
	}

	test.each([
		[30 * DAY_MS, true],
		[30 * DAY_MS + 1, false],
		[1, true],
		[0, false],
		[undefined, false],
	])('in %p ms and is new is reported once: %s', async (ms, is) => {
		const memory = await memoryOf([], EXPIRING);
		const key = expiresIn(ms);
		expect(await poll(memory, () => [key], EXPIRING)).toEqual(reported(key, is));
		expect(await poll(memory, () => [key], EXPIRING)).toEqual([]);
		const first = await poll(readKeyState(undefined), () => [key], ALSO_EXISTING);
		expect(first).toEqual(reported(key, is));
		expect(await poll(readKeyState(undefined), () => [key], EXPIRING)).toEqual([]);
	});

	test.each([1, 30, 31, 40])('after 31 days is reported once, %i days later', async (day) => {
		const key = expiresIn(31 * DAY_MS);
		const memory = await memoryOf([key], EXPIRING);
		expect(await poll(memory, () => [key], { ...EXPIRING, began: day * DAY_MS })).toEqual(
			reported(key),
		);
		expect(await poll(memory, () => [key], { ...EXPIRING, began: 50 * DAY_MS })).toEqual([]);
	});

	test('on another date is reported for each', async () => {
		const memory = await memoryOf([expiresIn(31 * DAY_MS)], EXPIRING);
		for (const [days, is] of [
			[3, true],
			[2, true],
			[40, false],
			[3, true],
		] as const) {
			const key = expiresIn(days * DAY_MS);
			expect(await poll(memory, () => [key], EXPIRING)).toEqual(reported(key, is));
		}
	});

	test.each([
		[EXPIRING, 1, false],
		[ALSO_EXISTING, 1, true],
		[ALSO_EXISTING, -1, false],
	])(
		'before the event was turned on, with %j in %i ms, is reported: %s',
		async (settings, ms, is) => {
			const key = expiresIn(ms);
			const memory = await memoryOf([key]);
			expect(await poll(memory, () => [key], settings)).toEqual(reported(key, is));
			expect(await poll(memory, () => [key])).toEqual([]);
			expect(await poll(memory, () => [key], settings)).toEqual([]);
		},
	);
});

describe('a listing that ran out of time', () => {
	const listed = [keyAt(1), keyAt(2), keyAt(3)];
	const NO_TIME: Poll = { page: 2, hasTime: false };
	const WITH_EXPIRY: Poll = { events: ['chargingKeyChanged', 'chargingKeyExpiring'] };

	test.each<[Poll, Poll]>([
		[{}, {}],
		[WITH_EXPIRY, WITH_EXPIRY],
		[WITH_EXPIRY, {}],
	])('with %j continues with %j, then is complete', async (first, second) => {
		const memory = await memoryOf(listed, { ...NO_TIME, ...first });
		expect(memory.known).toEqual({ keys: false, expiry: false });
		expect(memory.reading).toEqual({ cursor: '2', expiry: first === WITH_EXPIRY });
		await poll(memory, () => listed, { ...NO_TIME, ...second });
		expect(cursors).toEqual(['2']);
		expect(memory.reading).toBeUndefined();
		expect(memory.known).toEqual({ keys: true, expiry: second === WITH_EXPIRY });
	});

	test.each<[string, Poll, unknown[]]>([
		['its cursor failed', { failedCursors: new Set(['2']) }, [undefined, '2']],
		['its cursor is stale', { status: 404 }, ['2', undefined, '2']],
		['expiring keys are new in it', WITH_EXPIRY, [undefined, '2']],
	])('starts over if %s', async (_, settings, requested) => {
		const memory = await memoryOf(listed, { page: 2 });
		await poll(memory, () => listed, NO_TIME);
		const changed = { ...keyAt(1), enabled: false };
		const found = await poll(memory, () => [changed, keyAt(2), keyAt(3)], { page: 2, ...settings });
		expect(found).toMatchObject([{ event: 'chargingKeyChanged', changedFields: ['enabled'] }]);
		expect(cursors).toEqual(requested);
	});

	test('reports a cursor that fails', async () => {
		const memory = await memoryOf(listed, NO_TIME);
		const failedCursors = new Set<string>();
		await expect(poll(memory, () => listed, { failedCursors, status: 403 })).rejects.toThrow(
			'rejected',
		);
		expect([...failedCursors]).toEqual(['2']);
	});
});

test('10,000 keys are remembered in 50 bytes each, and each change among them is found', async () => {
	const keys = Array.from({ length: 10_000 }, (_, index) => keyAt(index));
	const first = readKeyState(undefined);
	expect(await poll(first, () => keys)).toEqual([]);
	const { stored, memory } = restored(first);
	expect(stored.length).toBeLessThan(500_000);
	expect(stored).not.toContain('fleet');

	expect(await poll(memory, () => keys)).toEqual([]);
	for (let index = 50; index < 10_000; index += 1000) {
		const key = keys[index];
		if (key) keys[index] = { ...key, contractId: 'other' };
	}
	const found = await poll(memory, () => keys);
	expect(found).toHaveLength(10);
	expect(found[0]).toEqual({
		...keys[50],
		event: 'chargingKeyChanged',
		changedFields: ['contractId'],
	});
});
