import type { IPollFunctions } from 'n8n-workflow';

import { systemClock } from '../../../nodes/PlugsurfingEmp/api/http/systemClock.ts';

const NOON = Date.UTC(2026, 0, 31, 12);
const HOUR = 3_600_000;

beforeEach(() => jest.useFakeTimers({ now: NOON }));
afterEach(() => jest.useRealTimers());

/** How a pause ends within ten seconds, and after how many milliseconds. */
async function lasting(ms: number, cancelled?: AbortSignal, during: () => void = () => undefined) {
	const began = performance.now();
	const took = () => performance.now() - began;
	const end = systemClock({ getExecutionCancelSignal: () => cancelled })
		.pause(ms)
		.then(
			() => ({ took: took() }),
			(cause: unknown) => ({ took: took(), cause }),
		);
	during();
	await jest.advanceTimersByTimeAsync(10_000);
	return await Promise.race([end, Promise.resolve('endless')]);
}

test('tells the time, and differs in its random numbers', () => {
	const clock = systemClock({ getExecutionCancelSignal: () => undefined });
	expect(clock.now()).toBe(NOON);
	expect(clock.random()).not.toBe(clock.random());
});

describe('a pause', () => {
	test.each([0, 1, 500, 700, 1200])('of %i ms lasts that long', async (ms) => {
		expect(await lasting(ms)).toEqual({ took: ms });
	});

	test('needs no cancel signal, which only an execution has', async () => {
		const end = systemClock({} as IPollFunctions).pause(700);
		await jest.advanceTimersByTimeAsync(700);
		await expect(end).resolves.toBeUndefined();
	});

	test('is not prolonged by a clock that is set back', async () => {
		const setBack = () => {
			jest.setSystemTime(NOON - HOUR);
		};
		expect(await lasting(1200, undefined, setBack)).toEqual({ took: 1200 });
	});

	test('ends soon when the clock is set beyond its end, as after the computer sleeps', async () => {
		const setForward = () => {
			jest.setSystemTime(NOON + HOUR);
		};
		expect(await lasting(60_000, undefined, setForward)).toEqual({ took: 500 });
	});

	test('ends within half a second of a cancel, and says why', async () => {
		const execution = new AbortController();
		const cancel = () => {
			execution.abort();
		};
		expect(await lasting(60_000, execution.signal, cancel)).toMatchObject({
			took: 500,
			cause: { message: 'The execution was cancelled while waiting' },
		});
	});
});
