import { fairUseOptimum } from '../../bench/fairUseOptimum.mts';

const minuteMs = 60_000;
const bulk = { requests: 5000, startedAt: 7 * minuteMs, perMinute: 3000, latencyMs: 100 };

test('requests within the limit take one latency', () => {
	expect(fairUseOptimum({ ...bulk, requests: 3000 })).toBe(100);
});

test.each([
	{ second: 0, seconds: 60.1 },
	{ second: 5, seconds: 55.1 },
	{ second: 59, seconds: 1.1 },
])('the rest waits for the next minute when it starts at second $second', ({ second, seconds }) => {
	const startedAt = bulk.startedAt + second * 1000;
	expect(fairUseOptimum({ ...bulk, startedAt })).toBe(seconds * 1000);
});

test('many requests take many minutes', () => {
	expect(fairUseOptimum({ ...bulk, requests: 9001 })).toBe(3 * minuteMs + 100);
});

test.each([
	// 3,000 take 30 s, the other 2,000 take 20 s of the next minute.
	{ second: 0, concurrent: 10, seconds: 80 },
	// 500 a second: 5 s, a wait, 4 s.
	{ second: 5, concurrent: 50, seconds: 59 },
	// 500 fit into the last 5 s, 3,000 into the next minute, 1,500 are left for the one after.
	{ second: 55, concurrent: 10, seconds: 80 },
	// One at a time never gets to the limit.
	{ second: 0, concurrent: 1, seconds: 500 },
	{ second: 30, concurrent: 3, seconds: 166.7 },
])('$concurrent at a time from second $second on', ({ second, concurrent, seconds }) => {
	const startedAt = bulk.startedAt + second * 1000;
	expect(fairUseOptimum({ ...bulk, startedAt, concurrent })).toBe(seconds * 1000);
});

test('responses of the last minute may arrive after its end', () => {
	const slow = { requests: 4, startedAt: 59_950, perMinute: 2, latencyMs: 100, concurrent: 1 };
	// One leaves at 59.95; at 60.05 and 60.15 two more; the fourth waits for 120.
	expect(fairUseOptimum(slow)).toBe(120_000 + 100 - 59_950);
});

test('requests sent earlier count in the minute of the start', () => {
	expect(fairUseOptimum({ ...bulk, requests: 3000, spent: 200 })).toBe(minuteMs + 100);
	expect(fairUseOptimum({ ...bulk, requests: 2800, spent: 200 })).toBe(100);
	expect(fairUseOptimum({ ...bulk, requests: 5801, spent: 200 })).toBe(2 * minuteMs + 100);
});
