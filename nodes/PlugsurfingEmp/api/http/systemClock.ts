import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { cancelledError } from './networkErrors';
import type { Clock } from './clock';

/** Only an execution can be cancelled; the other contexts have no signal. */
type Cancellable =
	| Pick<IExecuteFunctions, 'getExecutionCancelSignal'>
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** n8n-workflow has had no cancellable sleep since 2.34, so a long pause is divided into slices. */
const SLICE_MS = 500;

/** Returns the real clock, for one execution. A pause ends within half a second after a cancel. */
export function systemClock(context: Cancellable): Clock {
	const cancelled =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return {
		now: Date.now,
		random: Math.random,
		pause: async (ms) => {
			const until = Date.now() + ms;
			// Also counted down, so that setting the computer's clock back does not prolong the pause.
			for (let left = ms; left > 0; left = Math.min(left - SLICE_MS, until - Date.now())) {
				await sleep(Math.min(left, SLICE_MS));
				if (cancelled?.aborted) throw cancelledError();
			}
		},
	};
}
