import fc from 'fast-check';

import {
	RateLimit,
	rateLimitFor,
	REQUESTS_PER_MINUTE,
} from '../../../nodes/PlugsurfingEmp/api/http/rateLimit.ts';
import { simulatedClock } from '../../support/simulatedClock.mts';

const NOON = Date.UTC(2026, 0, 31, 12);

describe('fair use', () => {
	test('allows 3,000 requests per clock minute and delays further ones to the next minute', async () => {
		const rateLimit = new RateLimit();
		const clock = simulatedClock(NOON + 15_000, [0]);
		for (let sent = 0; sent < REQUESTS_PER_MINUTE; sent++) await rateLimit.acquire(clock);
		expect(clock.waits).toEqual([]);

		expect(await rateLimit.acquire(clock)).toBe('waited');
		expect(clock.waits).toEqual([45_000]);
		expect(clock.now()).toBe(NOON + 60_000);
	});

	test('resets at each clock minute, not a minute after the first request', async () => {
		const rateLimit = new RateLimit(1);
		const clock = simulatedClock(NOON + 59_999);
		await rateLimit.acquire(clock);
		clock.set(NOON + 60_000);
		expect(await rateLimit.acquire(clock)).toBe('immediate');
	});

	test('spreads waiting requests over the start of the minute', async () => {
		const rateLimit = new RateLimit(1);
		const clock = simulatedClock(NOON, [0.25]);
		await rateLimit.acquire(clock);
		await rateLimit.acquire(clock);
		expect(clock.waits).toEqual([60_000 + 500]);
	});

	test('never allows more than the limit per minute, in any order of arrival', () =>
		fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 20 }),
				fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 100 }),
				async (allowed, gaps) => {
					const rateLimit = new RateLimit(allowed);
					const clock = simulatedClock(NOON);
					const perMinute = new Map<number, number>();
					for (const gap of gaps) {
						clock.set(clock.now() + gap);
						await rateLimit.acquire(clock);
						const minute = Math.floor(clock.now() / 60_000);
						perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
					}
					expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(allowed);
				},
			),
		));

	test('waits for the next minute after the server rejects a request', async () => {
		const rateLimit = new RateLimit();
		const clock = simulatedClock(NOON + 1000, [0]);
		await rateLimit.acquire(clock);
		rateLimit.rejected(clock.now(), clock.now());
		await rateLimit.acquire(clock);
		expect(clock.waits).toEqual([59_000]);
	});

	test.each([-3_600_000, -60_000, 3_600_000])(
		'does not get stuck when the clock is set by %i ms',
		async (step) => {
			const rateLimit = new RateLimit(1);
			const clock = simulatedClock(NOON);
			await rateLimit.acquire(clock);
			clock.set(NOON + step);
			expect(await rateLimit.acquire(clock)).toBe('immediate');
		},
	);

	test.each([-3_600_000, 3_600_000])(
		'does not get stuck when blocked before the clock is set by %i ms',
		async (step) => {
			const rateLimit = new RateLimit();
			const clock = simulatedClock(NOON);
			rateLimit.rejected(NOON, NOON, 30_000);
			clock.set(NOON + step);
			expect(await rateLimit.acquire(clock)).toBe('immediate');
		},
	);

	test('is not stuck if it is blocked again after the clock was set back', async () => {
		const rateLimit = new RateLimit();
		const clock = simulatedClock(NOON, [0]);
		rateLimit.rejected(NOON, NOON, 30_000);
		clock.set(NOON - 3_600_000);
		rateLimit.rejected(clock.now(), clock.now(), 5000);
		await rateLimit.acquire(clock);
		expect(clock.waits).toEqual([5000]);
	});

	test('stays blocked for the longest wait that the server asked for', async () => {
		const rateLimit = new RateLimit();
		const clock = simulatedClock(NOON, [0]);
		rateLimit.rejected(NOON, NOON, 30_000);
		clock.set(NOON + 1000);
		rateLimit.rejected(clock.now(), clock.now(), 5000);
		await rateLimit.acquire(clock);
		expect(clock.waits).toEqual([29_000]);
	});

	test('counts the requests before Retry-After in the millisecond in which it ends', async () => {
		const rateLimit = new RateLimit(1);
		const clock = simulatedClock(NOON);
		await rateLimit.acquire(clock);
		rateLimit.rejected(NOON, NOON, 5000);
		clock.set(NOON + 5000);
		expect(await rateLimit.acquire(clock)).toBe('waited');
	});

	test('does not wait for a late rejection of a request of the minute before', async () => {
		const rateLimit = new RateLimit();
		const clock = simulatedClock(NOON + 59_900);
		await rateLimit.acquire(clock);
		clock.set(NOON + 60_100);
		await rateLimit.acquire(clock);
		rateLimit.rejected(NOON + 59_900, clock.now());
		expect(await rateLimit.acquire(clock)).toBe('immediate');
	});

	test('has one budget per API key', () => {
		expect(rateLimitFor('https://a.example', 'key')).toBe(rateLimitFor('https://a.example', 'key'));
		expect(rateLimitFor('https://a.example', 'key')).not.toBe(
			rateLimitFor('https://a.example', 'other'),
		);
		expect(rateLimitFor('https://a.example', 'key')).not.toBe(
			rateLimitFor('https://b.example', 'key'),
		);
	});
});

describe('the daily limit', () => {
	const MINUTE = 60_000;

	/** A rate limit, and a clock that moves to a minute after noon. */
	function start() {
		const rateLimit = new RateLimit();
		const clock = simulatedClock(NOON);
		const at = (minute: number, second = 0) => {
			clock.set(NOON + minute * MINUTE + second * 1000);
			return clock.now();
		};
		const refusedAt = (minute: number, second = 0) => {
			const now = at(minute, second);
			rateLimit.rejected(now, now);
		};
		const acquireAt = async (minute: number, second = 0) => {
			at(minute, second);
			return await rateLimit.acquire(clock);
		};
		return { rateLimit, clock, at, refusedAt, acquireAt };
	}

	test('counts as exhausted after two consecutive clock minutes without an accepted request', async () => {
		const { refusedAt, acquireAt, clock } = start();
		refusedAt(0, 1);
		refusedAt(0, 59);
		refusedAt(1);
		expect(await acquireAt(1, 1)).toBe('dailyLimit');
		expect(await acquireAt(4)).toBe('dailyLimit');
		expect(clock.waits).toEqual([]);
	});

	test('does not count as exhausted after one such minute', async () => {
		const { refusedAt, acquireAt } = start();
		refusedAt(0);
		refusedAt(0, 30);
		expect(await acquireAt(1)).toBe('immediate');
	});

	test('ignores a minute with an accepted request', async () => {
		const { rateLimit, refusedAt, acquireAt, at } = start();
		rateLimit.accepted(at(0));
		refusedAt(0, 1);
		refusedAt(1);
		expect(await acquireAt(2)).toBe('immediate');
		refusedAt(2);
		expect(await acquireAt(3)).toBe('dailyLimit');
	});

	test('does not count as exhausted if a request was accepted in between', async () => {
		const { rateLimit, refusedAt, acquireAt, at } = start();
		refusedAt(0);
		rateLimit.accepted(at(1));
		refusedAt(2);
		expect(await acquireAt(3)).toBe('immediate');
	});

	test.each([
		[6, 'dailyLimit'],
		[7, 'immediate'],
		[60, 'immediate'],
	])(
		'counts as exhausted only if the rejections are close: %i minutes, %s',
		async (gap, permit) => {
			const { refusedAt, acquireAt } = start();
			refusedAt(0);
			refusedAt(gap);
			expect(await acquireAt(gap + 1)).toBe(permit);
		},
	);

	test('counts as exhausted even if Retry-After leaves minutes without requests in between', async () => {
		const { rateLimit, acquireAt, at } = start();
		rateLimit.rejected(at(0), at(0), 90_000);
		rateLimit.rejected(at(2), at(2), 90_000);
		expect(await acquireAt(4)).toBe('dailyLimit');
	});

	test('is probed with one request every five minutes until one is accepted', async () => {
		const { rateLimit, refusedAt, acquireAt, at } = start();
		refusedAt(0);
		refusedAt(1);
		expect(await acquireAt(6)).toBe('immediate');
		expect(await acquireAt(6)).toBe('dailyLimit');
		refusedAt(6);
		expect(await acquireAt(10, 59)).toBe('dailyLimit');
		expect(await acquireAt(11)).toBe('immediate');
		expect(await acquireAt(11)).toBe('dailyLimit');
		rateLimit.accepted(at(11));
		expect(await acquireAt(11)).toBe('immediate');
	});

	test('is probed at the same time if earlier requests are rejected late', async () => {
		const { refusedAt, acquireAt } = start();
		for (const minute of [0, 1, 2]) refusedAt(minute);
		expect(await acquireAt(6)).toBe('immediate');
	});

	test('is neither probed nor waited for while Retry-After forbids requests', async () => {
		const { rateLimit, acquireAt, at, clock } = start();
		rateLimit.rejected(at(0), at(0), 60_000);
		rateLimit.rejected(at(1), at(1), 600_000);
		expect(await acquireAt(7)).toBe('dailyLimit');
		expect(clock.waits).toEqual([]);
	});

	test('resets at the end of the day (UTC)', async () => {
		const { refusedAt, acquireAt } = start();
		refusedAt(11 * 60 + 57);
		refusedAt(11 * 60 + 58);
		expect(await acquireAt(11 * 60 + 59, 59)).toBe('dailyLimit');
		expect(await acquireAt(12 * 60)).toBe('immediate');
		expect(await acquireAt(12 * 60)).toBe('immediate');
	});

	test.each([-2, 2])('is probed even if the clock is set by %i hours', async (hours) => {
		const { refusedAt, acquireAt } = start();
		refusedAt(0);
		refusedAt(1);
		expect(await acquireAt(hours * 60)).toBe('immediate');
	});
});
