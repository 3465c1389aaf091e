import type { IPollFunctions } from 'n8n-workflow';

import { timeBudget } from '../../nodes/PlugsurfingEmp/polling/timeBudget.ts';

const started = Date.parse('2026-05-05T12:00:00.000Z');

function budget(context: Partial<IPollFunctions>) {
	return timeBudget(context as IPollFunctions);
}

beforeEach(() => jest.useFakeTimers({ now: started }));
afterEach(() => jest.useRealTimers());

/** For how long pages are read, in seconds. */
function readsFor(time: ReturnType<typeof timeBudget>): number {
	for (let second = 0; ; second++) {
		jest.setSystemTime(started + second * 1000);
		if (!time.left()) return second;
	}
}

test('half of the time that n8n grants is for reading, and nine tenths for waiting', () => {
	const time = budget({ getPollBudgetMs: () => 36_000 });
	expect(time.waitUntil - started).toBe(32_400);
	expect(readsFor(time)).toBe(18);
});

test('is 40 s by default, because the scheduler of n8n abandons a poll after 45 s', () => {
	const time = budget({});
	expect(time.waitUntil - started).toBe(36_000);
	expect(readsFor(time)).toBe(20);
});
