import type { ChargingKey } from '../../../nodes/PlugsurfingEmp/api/chargingKeys.ts';
import {
	disablesOf,
	ListedKeys,
	planSync,
	type SyncPlan,
	type WantedKey,
} from '../../../nodes/PlugsurfingEmp/actions/chargingKey/syncPlan.ts';

function listedKey(keyIdentifier: string, more: Partial<ChargingKey> = {}): ChargingKey {
	return {
		keyIdentifier,
		visualNumber: 'V1',
		contractId: 'C1',
		validTo: '2030-01-01T00:00:00.000Z',
		enabled: true,
		...more,
	};
}

function wantedKey(keyIdentifier: string, more: Partial<WantedKey> = {}): WantedKey {
	return { keyIdentifier, visualNumber: 'V1', ...more };
}

function plan(
	wanted: WantedKey[],
	keys: ChargingKey[],
	...scopes: [{ fleetId?: string }?, { fleetId?: string }?]
): SyncPlan {
	const listed = new ListedKeys();
	for (const key of keys) listed.add(key);
	return planSync(wanted, listed, scopes[0] ?? {}, scopes[1]);
}

/** Rows and action of each planned key: "0,2 create". */
function actions({ keys }: SyncPlan): string[] {
	return keys.map(({ rows, change }) => `${rows.join()} ${change?.action ?? 'contradiction'}`);
}

describe('a wanted key', () => {
	test.each([
		['is created when it is not listed', wantedKey('aa00'), [], '0 create'],
		[
			'is unchanged when it matches already',
			wantedKey('aa00', { enabled: true }),
			[listedKey('aa00')],
			'0 none',
		],
		[
			'is unchanged in either state when the row does not set Enabled',
			wantedKey('aa00'),
			[listedKey('aa00', { enabled: false })],
			'0 none',
		],
		[
			'is enabled',
			wantedKey('aa00', { enabled: true }),
			[listedKey('aa00', { enabled: false })],
			'0 enable',
		],
		['is disabled', wantedKey('aa00', { enabled: false }), [listedKey('aa00')], '0 disable'],
		['is found in different case', wantedKey('AA00'), [listedKey('aa00')], '0 none'],
		['is found with reversed bytes', wantedKey('00aa'), [listedKey('AA00')], '0 none'],
		[
			'is a new key with reversed bytes and a different visual number',
			wantedKey('00aa', { visualNumber: 'V2' }),
			[listedKey('aa00')],
			'0 create',
		],
		[
			'is in conflict when two listed keys are similar',
			wantedKey('Aa00'),
			[listedKey('aa00'), listedKey('AA00')],
			'0 conflict',
		],
		[
			'matches exactly although another listed key is similar',
			wantedKey('AA00'),
			[listedKey('aa00', { visualNumber: 'V2' }), listedKey('AA00')],
			'0 none',
		],
	])('%s', (_, wanted, keys, expected) => {
		expect(actions(plan([wanted], keys))).toEqual([expected]);
	});

	test('differs in Enabled from its listed key', () => {
		const [planned] = plan([wantedKey('aa00', { enabled: false })], [listedKey('aa00')]).keys;
		expect(planned?.change).toMatchObject({
			differences: { enabled: { wanted: false, actual: true } },
		});
	});

	test('keeps its place in the input', () => {
		const rows = ['bb00', 'aa00', 'bb01', 'aa01'].map((id) => wantedKey(id));
		expect(actions(plan(rows, [listedKey('aa01'), listedKey('aa00')]))).toEqual([
			'0 create',
			'1 none',
			'2 create',
			'3 none',
		]);
	});

	test('is in conflict if a field differs that the API cannot change', () => {
		const wanted = wantedKey('aa00', { visualNumber: 'V2', contractId: 'C2', fleetId: 'F2' });
		const [planned] = plan([wanted], [listedKey('aa00')]).keys;
		expect(planned?.change).toMatchObject({
			action: 'conflict',
			differences: {
				visualNumber: { wanted: 'V2', actual: 'V1' },
				contractId: { wanted: 'C2', actual: 'C1' },
				fleetId: { wanted: 'F2', actual: null },
			},
		});
	});
});

describe('rows for the same key', () => {
	test('count once when they agree, however they spell it', () => {
		const rows = [wantedKey('aa00'), wantedKey('aa00'), wantedKey('AA00'), wantedKey('00aa')];
		expect(actions(plan(rows, []))).toEqual(['0,1,2,3 create']);
		expect(actions(plan(rows, [listedKey('aa00')]))).toEqual(['0,1,2,3 none']);
	});

	test('contradict each other when they want different things', () => {
		const rows = [wantedKey('aa00', { enabled: true }), wantedKey('AA00', { enabled: false })];
		expect(actions(plan(rows, []))).toEqual(['0,1 contradiction']);
		expect(actions(plan(rows, [listedKey('aa00')]))).toEqual(['0,1 contradiction']);
	});

	test('are two keys when both are listed exactly as written', () => {
		const rows = [wantedKey('aa00'), wantedKey('AA00')];
		const keys = [listedKey('AA00'), listedKey('aa00')];
		expect(actions(plan(rows, keys)).sort()).toEqual(['0 none', '1 none']);
	});

	test('get their exact match before a similar row does', () => {
		const rows = [wantedKey('AA00', { visualNumber: 'V2' }), wantedKey('aa00')];
		expect(actions(plan(rows, [listedKey('aa00')]))).toEqual(['0,1 contradiction']);
	});
});

describe('missing keys', () => {
	const keys = [
		listedKey('aa01', { fleetId: 'F1' }),
		listedKey('aa02', { fleetId: 'F2' }),
		listedKey('aa03', { fleetId: 'F1', enabled: false }),
		listedKey('aa04'),
	];
	const missing = (rows: WantedKey[], scope?: { fleetId?: string }) =>
		plan(rows, keys, scope, scope).missing.map(({ keyIdentifier }) => keyIdentifier);

	test('are the enabled keys in scope that no row wants', () => {
		expect(missing([], undefined)).toEqual([]);
		expect(missing([], {})).toEqual(['aa01', 'aa02', 'aa04']);
		expect(missing([], { fleetId: 'F1' })).toEqual(['aa01']);
	});

	test('never include a match of a wanted key by any rule, even an ambiguous one', () => {
		expect(missing([wantedKey('AA01'), wantedKey('02aa')], {})).toEqual(['aa04']);
		const twins = [listedKey('aa01'), listedKey('AA01')];
		expect(plan([wantedKey('Aa01')], twins, {}, {}).missing).toEqual([]);
		expect(plan([wantedKey('aa01')], twins, {}, {}).missing).toEqual([]);
	});

	test('include a key with reversed bytes and a different visual number', () => {
		expect(missing([wantedKey('01aa', { visualNumber: 'V2' })], {})).toContain('aa01');
	});

	test('count together with rows that disable, against the enabled keys in scope', () => {
		const rows = [wantedKey('aa01', { enabled: false })];
		const planned = plan(rows, keys, {}, {});
		expect(disablesOf(planned)).toBe(3);
		expect(planned.enabledInScope).toBe(3);
		expect(plan(rows, keys, { fleetId: 'F1' }).enabledInScope).toBe(1);
		const contradiction = [true, false].map((enabled) => wantedKey('bb01', { enabled }));
		expect(disablesOf(plan([...rows, wantedKey('aa02'), ...contradiction], keys))).toBe(1);
	});
});

test('a key listed twice counts once, in its last state', () => {
	const keys = [listedKey('aa00'), listedKey('aa00', { enabled: false })];
	expect(plan([], keys, {}, {})).toMatchObject({ missing: [], enabledInScope: 0 });
});

test('rows for a new key contradict each other even if only one has reversed bytes', () => {
	const rows = [wantedKey('aa01', { visualNumber: 'V2' }), wantedKey('aa01'), wantedKey('01aa')];
	expect(actions(plan(rows, []))).toEqual(['0,1,2 contradiction']);
	expect(actions(plan([...rows].reverse(), []))).toEqual(['0,1,2 contradiction']);
});
