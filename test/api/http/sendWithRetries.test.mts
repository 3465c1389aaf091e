import { ApiError } from '../../../nodes/PlugsurfingEmp/api/http/apiError.ts';
import {
	sendWithRetries,
	type Send,
} from '../../../nodes/PlugsurfingEmp/api/http/sendWithRetries.ts';
import { RateLimit } from '../../../nodes/PlugsurfingEmp/api/http/rateLimit.ts';
import { noResponseError } from '../../../nodes/PlugsurfingEmp/api/http/networkErrors.ts';
import type { ApiRequest } from '../../../nodes/PlugsurfingEmp/api/http/request.ts';
import { RequestStats } from '../../../nodes/PlugsurfingEmp/api/http/requestStats.ts';
import { simulatedClock } from '../../support/simulatedClock.mts';

const NOON = Date.UTC(2026, 0, 31, 12);

const harmless: ApiRequest = {
	method: 'GET',
	path: '/things',
	activity: 'list the things',
	idempotent: true,
};
const once: ApiRequest = {
	method: 'POST',
	path: '/things',
	activity: 'make the thing',
	idempotent: false,
	howToCheck: 'Look at it first.',
};

type Outcome = number | string | { status: number; retryAfter: string };

/** Responds with the given statuses or network codes in turn, then with 200. */
function server(outcomes: Outcome[]): { send: Send; sent: () => number } {
	let sent = 0;
	return {
		sent: () => sent,
		send: (request) => {
			const outcome = outcomes[sent++] ?? 200;
			if (typeof outcome === 'string') {
				const cause = Object.assign(new Error(), { code: outcome });
				return Promise.resolve({ error: noResponseError(request, 'https://api.example', cause) });
			}
			const status = typeof outcome === 'number' ? outcome : outcome.status;
			const headers = typeof outcome === 'number' ? {} : { 'retry-after': outcome.retryAfter };
			return Promise.resolve({ response: { status, headers, body: { ok: status } } });
		},
	};
}

async function run(request: ApiRequest, outcomes: Outcome[], maxRetries = 4, start = NOON) {
	const { send, sent } = server(outcomes);
	const clock = simulatedClock(start);
	const stats = new RequestStats();
	const dependencies = { send, rateLimit: new RateLimit(), clock, stats, maxRetries };
	const result = await sendWithRetries(request, dependencies).catch((cause: unknown) => cause);
	return { result, sent: sent(), waits: clock.waits, stats };
}

const PASSING: Outcome[] = [
	500,
	502,
	503,
	504,
	'ECONNABORTED',
	'ECONNRESET',
	'EPIPE',
	'ERR_BAD_RESPONSE',
];
const WITHOUT_EFFECT: Outcome[] = [429, 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'];

describe('an idempotent request', () => {
	test.each([...PASSING, ...WITHOUT_EFFECT])('is sent again after %s', async (outcome) => {
		const { result, sent, stats } = await run(harmless, [outcome]);
		expect(result).toEqual({ ok: 200 });
		expect(sent).toBe(2);
		expect(stats.retries).toBe(1);
	});

	test.each([
		...[400, 401, 403, 404, 409, 418, 302, 501, 'ERR_CANCELED'],
		...['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'],
	])('is not sent again after %s', async (outcome) => {
		const { result, sent, waits } = await run(harmless, [outcome]);
		expect(result).toBeInstanceOf(ApiError);
		expect(sent).toBe(1);
		expect(waits).toEqual([]);
	});

	test.each([0, 1, 4, 10])('is retried at most %i times', async (maxRetries) => {
		const { result, sent } = await run(harmless, Array<number>(20).fill(503), maxRetries);
		expect(sent).toBe(maxRetries + 1);
		expect(result).toMatchObject({
			message: expect.stringMatching(
				maxRetries === 0 ? /\(503\)$/ : `\\(503\\)\\. n8n tried ${maxRetries + 1} times$`,
			) as string,
		});
	});

	test('doubles the longest wait each time, up to 30 seconds', async () => {
		const { waits } = await run(harmless, Array<number>(8).fill(500), 10);
		// The simulated random number is always one half.
		expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
	});
});

describe('a request that is not idempotent', () => {
	test.each(WITHOUT_EFFECT)('is sent again after %s, which had no effect', async (outcome) => {
		const { result, sent } = await run(once, [outcome]);
		expect(result).toEqual({ ok: 200 });
		expect(sent).toBe(2);
	});

	test.each(PASSING)(
		'is not sent again after %s, and the error says that it may have taken effect',
		async (outcome) => {
			const { result, sent } = await run(once, [outcome]);
			expect(sent).toBe(1);
			expect(result).toMatchObject({
				message: expect.stringMatching(
					/^The request to make the thing may have taken effect\. Look at it first\. Reason: /,
				) as string,
				details: { mayHaveTakenEffect: true },
			});
		},
	);

	test.each([400, 401, 403, 404, 409, 429, 'ECONNREFUSED', 'DEPTH_ZERO_SELF_SIGNED_CERT'])(
		'had no effect after %s',
		async (outcome) => {
			const { result } = await run(once, [outcome], 0);
			expect(result).toMatchObject({
				message: expect.stringMatching(/^Could not make the thing: /) as string,
			});
			expect(result).not.toHaveProperty('details.mayHaveTakenEffect');
		},
	);
});

describe('after a 429', () => {
	test('waits for the next clock minute and a little longer', async () => {
		const { waits, stats } = await run(harmless, [429], 4, NOON + 20_000);
		expect(waits).toEqual([40_000 + 1000]);
		expect(stats.rateLimitWaitMs).toBe(41_000);
	});

	test.each([
		['7', 7000],
		['0', 0],
		['90', 90_000],
		[new Date(NOON + 9000).toUTCString(), 9000],
		[new Date(NOON - 9000).toUTCString(), 0],
	])(
		'waits a little longer than Retry-After, shorter or longer than the minute: %s',
		async (retryAfter, expected) => {
			const { result, sent, waits } = await run(harmless, [{ status: 429, retryAfter }]);
			expect(waits).toEqual([expected + 1000]);
			expect(result).toEqual({ ok: 200 });
			expect(sent).toBe(2);
		},
	);

	test('gives up if Retry-After asks for more than five minutes', async () => {
		const { result, waits } = await run(harmless, [{ status: 429, retryAfter: '301' }]);
		expect(waits).toEqual([]);
		expect(result).toBeInstanceOf(ApiError);
	});

	/** The waits of another request with the same key after this rejection. */
	async function waitsOfOthers(refusal: Outcome, answeredAfterMs = 0, start = NOON) {
		const rateLimit = new RateLimit();
		const clock = simulatedClock(start);
		const stats = new RequestStats();
		const { send } = server([refusal]);
		const dependencies = { rateLimit, clock, stats, maxRetries: 0 };
		const late: Send = async (request) => {
			clock.set(clock.now() + answeredAfterMs);
			return await send(request);
		};
		await sendWithRetries(harmless, { ...dependencies, send: late }).catch(() => undefined);

		await sendWithRetries(harmless, { ...dependencies, ...server([]) });
		return clock.waits;
	}

	test('other requests with the same key also wait for the next minute', async () => {
		expect(await waitsOfOthers(429)).toEqual([61_000]);
	});

	test('other requests also wait for Retry-After', async () => {
		expect(await waitsOfOthers({ status: 429, retryAfter: '7' })).toEqual([8000]);
		expect(await waitsOfOthers({ status: 429, retryAfter: '90' })).toEqual([91_000]);
	});

	test('no other request waits for more than five minutes', async () => {
		expect(await waitsOfOthers({ status: 429, retryAfter: '301' })).toEqual([]);
	});

	test('the next minute is not lost if the response arrives in it', async () => {
		expect(await waitsOfOthers(429, 200, NOON + 59_900)).toEqual([]);
	});

	test('retries soon if the minute of the rejection is over', async () => {
		const clock = simulatedClock(NOON + 59_900);
		const { send } = server([429]);
		const late: Send = async (request) => {
			clock.set(clock.now() + 200);
			return await send(request);
		};
		const dependencies = {
			rateLimit: new RateLimit(),
			clock,
			stats: new RequestStats(),
			maxRetries: 1,
		};
		expect(await sendWithRetries(harmless, { ...dependencies, send: late })).toEqual({ ok: 200 });
		expect(clock.waits).toEqual([1000]);
	});
});

describe('the rate limit', () => {
	async function sendAt(rateLimit: RateLimit, outcomes: Outcome[], maxRetries = 0) {
		const stats = new RequestStats();
		const { send, sent } = server(outcomes);
		const dependencies = { send, rateLimit, clock: simulatedClock(NOON), stats, maxRetries };
		const result = await sendWithRetries(harmless, dependencies).catch((cause: unknown) => cause);
		return { result, sent: sent(), waitMs: stats.rateLimitWaitMs };
	}

	test('sends nothing once the daily limit is reached', async () => {
		const rateLimit = new RateLimit();
		for (const minute of [2, 1]) rateLimit.rejected(NOON - minute * 60_000, NOON - minute * 60_000);
		const { result, sent } = await sendAt(rateLimit, []);
		expect(result).toMatchObject({ details: { kind: 'dailyLimit' } });
		expect(sent).toBe(0);
	});

	test('counts the time in which requests wait for it, and no other pause', async () => {
		const rateLimit = new RateLimit(1);
		expect(await sendAt(rateLimit, [])).toMatchObject({ waitMs: 0 });
		expect(await sendAt(rateLimit, [])).toMatchObject({ waitMs: 61_000 });
		expect(await sendAt(new RateLimit(), [503], 1)).toMatchObject({ sent: 2, waitMs: 0 });
	});

	test.each([
		[404, 1],
		['ECONNRESET', 0],
	])('learns from %s how many requests were accepted: %i', async (outcome, times) => {
		const rateLimit = new RateLimit();
		const accepted = jest.spyOn(rateLimit, 'accepted');
		await sendAt(rateLimit, [outcome]);
		expect(accepted).toHaveBeenCalledTimes(times);
	});
});
