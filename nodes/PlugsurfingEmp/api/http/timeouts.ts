/**
 * How long a server may be silent, in seconds. Inferred: "Missing Authentication Token" shows an AWS
 * API gateway in front of the API, and that gives up after 29 seconds itself (docs/api-facts.md#api-gateway).
 */
export const RESPONSE_TIMEOUT_SECONDS = 30;

/** How long a whole response may take, in seconds. The largest page is about 100 kB. */
export const MAX_RESPONSE_SECONDS = 120;

/** The code, our own, of a response that takes too long although its bytes keep arriving. */
export const TOO_SLOW = 'ERR_RESPONSE_TOO_SLOW';

/** What a request that takes too long rejects with. */
export class TooSlow extends Error {
	readonly code = TOO_SLOW;
}

/**
 * Rejects after `seconds`. n8n's own timeout starts again with every byte, so a response that drips
 * would never end. Nothing but a cancelled execution can abort the request itself: a late response is
 * ignored.
 */
export async function withTimeout<T>(request: Promise<T>, seconds: number): Promise<T> {
	const late = AbortSignal.timeout(seconds * 1000);
	return await new Promise<T>((resolve, reject) => {
		const giveUp = () => reject(new TooSlow());
		const done = () => late.removeEventListener('abort', giveUp);
		late.addEventListener('abort', giveUp);
		request.finally(done).then(resolve, reject);
	});
}
