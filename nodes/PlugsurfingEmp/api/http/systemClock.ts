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

/** n8n's own sleep that a cancel interrupts is too new (2.34), so a long one is slept in slices. */
const SLICE_MS = 500;

/** Real time and chance for one execution. A pause ends within half a second of a cancel. */
export function systemClock(context: Cancellable): Clock {
	const cancelled =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return {
		now: Date.now,
		random: Math.random,
		pause: async (ms) => {
			const until = Date.now() + ms;
			// Counted down as well, so that setting the computer's clock back prolongs no pause.
			for (let left = ms; left > 0; left = Math.min(left - SLICE_MS, until - Date.now())) {
				await sleep(Math.min(left, SLICE_MS));
				if (cancelled?.aborted) throw cancelledError();
			}
		},
	};
}
