import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { ApiError } from './apiError';

/** Whose waiting ends when it is cancelled. Only an execution ever is. */
export type Cancellable =
	| Pick<IExecuteFunctions, 'getExecutionCancelSignal'>
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** n8n has no sleep that a cancel interrupts (since 2.34), so a long one is slept in slices. */
const SLICE_MS = 500;

/** A way to wait that ends within half a second, with an ApiError, when the execution is cancelled. */
export function pauseOf(context: Cancellable): (ms: number) => Promise<void> {
	const cancelled =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return async (ms) => {
		const until = Date.now() + ms;
		for (let left = ms; left > 0; left = Math.min(left - SLICE_MS, until - Date.now())) {
			await sleep(Math.min(left, SLICE_MS));
			if (cancelled?.aborted) {
				throw new ApiError('The execution was cancelled while it waited', {
					remedy: 'Start the workflow again to continue.',
				});
			}
		}
	};
}

/** The same way to wait for somebody who has to be done by a moment: it refuses to wait beyond. */
export function pauseUntil(
	pause: (ms: number) => Promise<void>,
	until: number,
): (ms: number) => Promise<void> {
	return async (ms) => {
		if (Date.now() + ms <= until) return await pause(ms);
		throw new ApiError('Plugsurfing is busy, and there is no time left to wait for it', {
			remedy: 'Nothing is lost: the next time goes on where this one began.',
		});
	};
}
