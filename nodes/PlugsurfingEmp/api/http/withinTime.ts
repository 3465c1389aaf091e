import { TOO_SLOW } from './networkErrors';

class TooSlow extends Error {
	readonly code = TOO_SLOW;
}

/**
 * What a request comes to, unless it takes longer than so many seconds: n8n's own time-out begins
 * anew with every byte that arrives, so an answer that drips would never end. n8n lets nobody but a
 * cancelled execution break off a request, so a late one is left to itself, and its end ignored.
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
