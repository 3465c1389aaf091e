import { RequestStats } from '../../../nodes/PlugsurfingEmp/api/http/requestStats.ts';

test.each([
	['one after the other', [0, 10, 20, 25], 15],
	['at the same time', [0, 10, 5, 15], 15],
	['one within the other', [0, 10, 2, 4], 10],
])('time in which requests waited counts once: %s', (_, [a = 0, b = 0, c = 0, d = 0], expected) => {
	const stats = new RequestStats();
	stats.waitedForRateLimit(a, b);
	stats.waitedForRateLimit(c, d);
	expect(stats.rateLimitWaitMs).toBe(expected);
});
