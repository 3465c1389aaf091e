import fc from 'fast-check';

import {
	RateLimit,
	rateLimitFor,
	REQUESTS_PER_MINUTE,
} from '../../../nodes/PlugsurfingEmp/api/http/rateLimit.ts';
import { simulatedClock } from '../../support/simulatedClock.mts';

const NOON = Date.UTC(2026, 0, 31, 12);

describe('fair use', () => {
	test('allows 3,000 requests in a clock minute, and lets the next one wait for the next minute', async () => {
		const fairUse = new RateLimit();
		const clock = simulatedClock(NOON + 15_000, [0]);
		for (let sent = 0; sent < REQUESTS_PER_MINUTE; sent++) await fairUse.acquire(clock);
		expect(clock.waits).toEqual([]);

		expect(await fairUse.acquire(clock)).toBe(true);
		expect(clock.waits).toEqual([45_000]);
		expect(clock.now()).toBe(NOON + 60_000);
	});

	test('begins anew with each clock minute, not a minute after the first request', async () => {
		const fairUse = new RateLimit(1);
		const clock = simulatedClock(NOON + 59_999);
		await fairUse.acquire(clock);
		clock.set(NOON + 60_000);
		expect(await fairUse.acquire(clock)).toBe(false);
	});

	test('spreads those who waited over the beginning of the minute', async () => {
		const fairUse = new RateLimit(1);
		const clock = simulatedClock(NOON, [0.25]);
		await fairUse.acquire(clock);
		await fairUse.acquire(clock);
		expect(clock.waits).toEqual([60_000 + 500]);
	});

	test('never allows more than its number in a minute, whoever comes when', () =>
		fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 20 }),
				fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 100 }),
				async (allowed, gaps) => {
					const fairUse = new RateLimit(allowed);
					const clock = simulatedClock(NOON);
					const perMinute = new Map<number, number>();
					for (const gap of gaps) {
						clock.set(clock.now() + gap);
						await fairUse.acquire(clock);
						const minute = Math.floor(clock.now() / 60_000);
						perMinute.set(minute, (perMinute.get(minute) ?? 0) + 1);
					}
					expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(allowed);
				},
			),
		));

	test('waits for the next minute after the server said that this one is spent', async () => {
		const fairUse = new RateLimit();
		const clock = simulatedClock(NOON + 1000, [0]);
		await fairUse.acquire(clock);
		fairUse.markExhausted(clock.now());
		await fairUse.acquire(clock);
		expect(clock.waits).toEqual([59_000]);
	});

	test.each([-3_600_000, -60_000, 3_600_000])(
		'is not stuck when the clock is set by %i ms',
		async (step) => {
			const fairUse = new RateLimit(1);
			const clock = simulatedClock(NOON);
			await fairUse.acquire(clock);
			clock.set(NOON + step);
			expect(await fairUse.acquire(clock)).toBe(false);
		},
	);

	test.each([-3_600_000, 3_600_000])(
		'is not stuck either when it was closed before the clock was set by %i ms',
		async (step) => {
			const fairUse = new RateLimit();
			const clock = simulatedClock(NOON);
			fairUse.blockFor(NOON, 30_000);
			clock.set(NOON + step);
			expect(await fairUse.acquire(clock)).toBe(false);
		},
	);

	test('stays closed as long as the longest that the server asked for', async () => {
		const fairUse = new RateLimit();
		const clock = simulatedClock(NOON, [0]);
		fairUse.blockFor(NOON, 30_000);
		clock.set(NOON + 1000);
		fairUse.blockFor(clock.now(), 5000);
		await fairUse.acquire(clock);
		expect(clock.waits).toEqual([29_000]);
	});

	test('is one budget for one API key, and another for any other', () => {
		expect(rateLimitFor('https://a.example', 'key')).toBe(rateLimitFor('https://a.example', 'key'));
		expect(rateLimitFor('https://a.example', 'key')).not.toBe(
			rateLimitFor('https://a.example', 'other'),
		);
		expect(rateLimitFor('https://a.example', 'key')).not.toBe(
			rateLimitFor('https://b.example', 'key'),
		);
	});
});
