import type { IDataObject } from 'n8n-workflow';

import type { ChargingKey } from '../../nodes/PlugsurfingEmp/emp/chargingKeys.ts';
import type { Emp } from '../../nodes/PlugsurfingEmp/emp/request.ts';
import {
	keyChanges,
	readKeyMemory,
	writeKeyMemory,
} from '../../nodes/PlugsurfingEmp/polling/keyChanges.ts';
import type { KeyWatch } from '../../nodes/PlugsurfingEmp/polling/keyScan.ts';

const PAGE = 500;
const STATIC_DATA_LIMIT = 5_000_000;

const watch: KeyWatch = {
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

/** A server that lists what `keys` says at the moment, page by page. */
function server(keys: (request: number) => ChargingKey[]): Emp & { requests: number } {
	const emp = {
		requests: 0,
		exchange({ query = {} }: { query?: Record<string, unknown> }) {
			const all = keys(emp.requests++);
			const from = Number(query['cursor'] ?? 0);
			const to = from + PAGE;
			const cursor = to < all.length ? { cursor: String(to) } : {};
			return Promise.resolve({ keys: all.slice(from, to), ...cursor });
		},
		now: () => 0,
		pause: () => Promise.resolve(),
	};
	return emp;
}

/** The memory as it is after a restart. */
function restored(memory: Parameters<typeof writeKeyMemory>[0]) {
	const stored = JSON.stringify(writeKeyMemory(memory));
	return { stored, memory: readKeyMemory(JSON.parse(stored)) };
}

test('100,000 keys are remembered in less than 5 MB, and each change among them is found', async () => {
	const keys = Array.from({ length: 100_000 }, (_, index) => keyAt(index));
	const first = readKeyMemory(undefined);
	expect(
		await keyChanges(
			server(() => keys),
			first,
			watch,
			time,
		),
	).toEqual([]);
	const { stored, memory } = restored(first);
	expect(stored.length).toBeLessThan(STATIC_DATA_LIMIT);
	expect(stored).not.toContain('fleet');

	expect(
		await keyChanges(
			server(() => keys),
			memory,
			watch,
			time,
		),
	).toEqual([]);
	for (let index = 50; index < 100_000; index += 1000) {
		const key = keys[index];
		if (key) keys[index] = { ...key, contractId: 'other' };
	}
	const found = await keyChanges(
		server(() => keys),
		memory,
		watch,
		time,
	);
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
	const memory = readKeyMemory(undefined);
	await keyChanges(
		server(() => [keyAt(1)]),
		memory,
		watch,
		time,
	);
	const after = Object.assign(keyAt(1), { [field]: value });
	const found = await keyChanges(
		server(() => [after]),
		memory,
		watch,
		time,
	);
	expect(found).toEqual([{ ...after, event: 'chargingKeyChanged', changedFields: [field] }]);
});

test('a change of nothing that is watched is none', async () => {
	const memory = readKeyMemory(undefined);
	await keyChanges(
		server(() => [keyAt(1)]),
		memory,
		watch,
		time,
	);
	const after = { ...keyAt(1), visualNumber: 'another', somethingNew: 1 };
	expect(
		await keyChanges(
			server(() => [after]),
			memory,
			watch,
			time,
		),
	).toEqual([]);
});

test('a key that slips through while pages move is not taken for removed, nor for added again', async () => {
	const keys = Array.from({ length: 1200 }, (_, index) => keyAt(index));
	const memory = readKeyMemory(undefined);
	await keyChanges(
		server(() => keys),
		memory,
		watch,
		time,
	);

	// The first key goes after the first page was read: number 500 moves to that page, unseen.
	const [, ...others] = keys;
	const moving = server((request) => (request === 0 ? keys : others));
	expect(await keyChanges(moving, memory, watch, time)).toEqual([
		{ keyIdentifier: keyAt(0).keyIdentifier, event: 'chargingKeyRemoved' },
	]);
	expect(
		await keyChanges(
			server(() => others),
			memory,
			watch,
			time,
		),
	).toEqual([]);
});

test('a key that comes twice while pages move is told of once', async () => {
	const keys = Array.from({ length: 1200 }, (_, index) => keyAt(index));
	const memory = readKeyMemory(undefined);
	await keyChanges(
		server(() => keys),
		memory,
		watch,
		time,
	);
	const changed = keys.map((key, index) => (index === 499 ? { ...key, enabled: false } : key));
	const moved = [keyAt(5000), ...changed];
	const found = await keyChanges(
		server((request) => (request === 0 ? changed : moved)),
		memory,
		watch,
		time,
	);
	expect(found).toMatchObject([{ keyIdentifier: keyAt(499).keyIdentifier }]);
	expect(
		await keyChanges(
			server(() => moved),
			memory,
			watch,
			time,
		),
	).toMatchObject([{ keyIdentifier: keyAt(5000).keyIdentifier, event: 'chargingKeyAdded' }]);
});

test.each(['a b', 'a%0020b', ' ', '%', '__proto__', '\u2028', '1,2', '🔑', ''])(
	'the identifier %j is remembered as it is',
	async (keyIdentifier) => {
		const key = { ...keyAt(1), keyIdentifier };
		const first = readKeyMemory(undefined);
		await keyChanges(
			server(() => [key, keyAt(2)]),
			first,
			watch,
			time,
		);
		const { memory } = restored(first);
		expect(
			await keyChanges(
				server(() => [key, keyAt(2)]),
				memory,
				watch,
				time,
			),
		).toEqual([]);
		expect(
			await keyChanges(
				server(() => [keyAt(2)]),
				memory,
				watch,
				time,
			),
		).toEqual([{ keyIdentifier, event: 'chargingKeyRemoved' }]);
	},
);
