/**
 * Maximum time without any data from the server, in seconds. Inferred: "Missing Authentication Token" indicates
 * an AWS API gateway in front of the API, which itself times out after 29 seconds
 * (docs/api-facts.md#api-gateway).
 */
export const RESPONSE_TIMEOUT_SECONDS = 30;

/** Maximum time for a complete response, in seconds. The largest page is about 100 kB. */
export const MAX_RESPONSE_SECONDS = 120;

/** Code (defined here) for a response that takes too long although bytes keep arriving. */
export const TOO_SLOW = 'ERR_RESPONSE_TOO_SLOW';

/** Thrown if a request takes too long. */
export class TooSlow extends Error {
	readonly code = TOO_SLOW;
}

/**
 * Rejects after `seconds`. n8n's timeout restarts with every byte, so a slow response might never end.
 * Only cancelling the execution aborts the request itself; a late response is ignored.
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
