import {
	formatted,
	SyncCounts,
	type Outcome,
} from '../../../nodes/PlugsurfingEmp/actions/chargingKey/syncCounts.ts';

const ACTIONS = ['conflict', 'none', 'disable', 'enable', 'create'] as const;

function counts(times: number, outcome: Outcome): SyncCounts {
	const all = new SyncCounts();
	for (const action of ACTIONS) {
		for (let time = 0; time < times; time++) all.add(action, outcome);
	}
	return all;
}

test.each([
	[1, 'made', '1 created, 1 enabled, 1 disabled, 1 unchanged, 1 conflict'],
	[2, 'made', '2 created, 2 enabled, 2 disabled, 2 unchanged, 2 conflicts'],
	[1, 'planned', '1 to create, 1 to enable, 1 to disable, 1 unchanged, 1 conflict'],
	[1, 'prevented', '1 not created, 1 not enabled, 1 not disabled, 1 unchanged, 1 conflict'],
	[0, 'made', 'nothing'],
] as const)('%i of each action, %s: "%s"', (times, outcome, summary) => {
	const all = counts(times, outcome);
	expect(all.summary()).toBe(summary);
	expect(all.applied).toBe(outcome === 'made' ? 3 * times : 0);
});

test('error items are last in a summary', () => {
	expect(counts(0, 'made').summary(1000)).toBe('1,000 failed');
	expect(counts(1, 'planned').summary(2)).toMatch(/ 1 conflict, 2 failed$/);
});

test.each([
	[0, 0, ''],
	[1, 0, ' Not done: 1 change.'],
	[1234, 1, ' Not done: 1,234 changes. Not known: 1 create.'],
	[0, 2, ' Not known: 2 creates.'],
])('a run that ends early with %i open changes and %i unknown creates', (open, unknown, says) => {
	expect(new SyncCounts().progress(open, unknown)).toBe(
		`Done before it stopped: nothing.${says} Run Sync again to complete the rest.`,
	);
});

test('thousands are separated', () => {
	expect(formatted(9_945_000)).toBe('9,945,000');
});
