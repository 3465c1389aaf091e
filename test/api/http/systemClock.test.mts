import type { IPollFunctions } from 'n8n-workflow';

import { systemClock } from '../../../nodes/PlugsurfingEmp/api/http/systemClock.ts';

/** Uses real time, to test that waiting ends. */

const realNow = Date.now.bind(Date);
afterEach(() => {
	jest.restoreAllMocks();
});

async function lasting(ms: number, cancelled?: AbortSignal, during: () => void = () => undefined) {
	const began = realNow();
	const waiting = systemClock({ getExecutionCancelSignal: () => cancelled }).pause(ms);
	during();
	const failure: unknown = await waiting.then(
		() => undefined,
		(cause: unknown) => cause,
	);
	return { took: realNow() - began, failure };
}

/** Sets the system clock. */
function setClock(byMs: number): void {
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + byMs);
}

test('tells the real time, and differs in its random numbers', () => {
	const clock = systemClock({ getExecutionCancelSignal: () => undefined });
	expect(Math.abs(clock.now() - realNow())).toBeLessThan(1000);
	expect(clock.random()).not.toBe(clock.random());
});

describe('a pause', () => {
	test('needs no cancel signal, which only an execution has', async () => {
		await expect(systemClock({} as IPollFunctions).pause(1)).resolves.toBeUndefined();
	});

	test('lasts as long as it should', async () => {
		const { took, failure } = await lasting(700);
		expect(failure).toBeUndefined();
		// Timers may fire a millisecond early.
		expect(took).toBeGreaterThanOrEqual(695);
	});

	test('is not prolonged by a clock that is set back', async () => {
		const { took } = await lasting(700, undefined, () => {
			setClock(-3_600_000);
		});
		expect(took).toBeGreaterThanOrEqual(695);
		expect(took).toBeLessThan(3000);
	});

	test('ends soon when the clock is set beyond its end, as after the computer sleeps', async () => {
		const { took } = await lasting(60_000, undefined, () => {
			setClock(3_600_000);
		});
		expect(took).toBeLessThan(1000);
	});

	test('ends within a second of a cancel, and says why', async () => {
		const execution = new AbortController();
		const { took, failure } = await lasting(60_000, execution.signal, () => {
			execution.abort();
		});
		expect(took).toBeLessThan(1000);
		expect(failure).toMatchObject({ message: 'The execution was cancelled while waiting' });
	});
});
