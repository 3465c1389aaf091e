import {
	clockMinute,
	clockUntil,
	untilNextMinute,
	utcDay,
	withJitter,
} from '../../../nodes/PlugsurfingEmp/api/http/clock.ts';
import { simulatedClock } from '../../support/simulatedClock.mts';

const DAY = 24 * 3_600_000;

test('a clock minute and a UTC day begin at their first millisecond', () => {
	expect([59_999, 60_000].map(clockMinute)).toEqual([0, 1]);
	expect([DAY - 1, DAY].map(utcDay)).toEqual([0, 1]);
});

test.each([
	[0, 60_000],
	[1, 59_999],
	[119_999, 1],
	[-1, 1],
])('at %i ms the next minute begins in %i ms', (now, wait) => {
	expect(untilNextMinute(now)).toBe(wait);
});

test('jitter is up to two seconds', () => {
	expect(withJitter(1000, simulatedClock(0, [0.25]))).toBe(1500);
});

test('a limited clock pauses until its deadline and refuses a longer pause at once', async () => {
	const clock = simulatedClock(1000, [0.25]);
	const limited = clockUntil(clock, 3000);
	await limited.pause(500);
	await expect(limited.pause(1501)).rejects.toMatchObject({
		message: expect.stringContaining('no time left') as string,
		details: { remedy: expect.stringContaining('Nothing is lost') as string },
	});
	await limited.pause(1500);
	expect(clock.waits).toEqual([500, 1500]);
	expect([limited.now(), limited.random()]).toEqual([3000, 0.25]);
});
