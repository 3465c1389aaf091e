import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { EmpError } from './empError';

/** Whose waiting ends when it is cancelled. */
export type Cancellable =
	| Pick<IExecuteFunctions, 'getExecutionCancelSignal'>
	| ILoadOptionsFunctions;

/** n8n has no sleep that a cancel interrupts (since 2.34), so a long one is slept in slices. */
const SLICE_MS = 500;

/** A way to wait that ends within half a second, with an EmpError, when the execution is cancelled. */
export function pauseOf(context: Cancellable): (ms: number) => Promise<void> {
	const cancelled =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return async (ms) => {
		const until = Date.now() + ms;
		for (let left = ms; left > 0; left = Math.min(left - SLICE_MS, until - Date.now())) {
			await sleep(Math.min(left, SLICE_MS));
			if (cancelled?.aborted) {
				throw new EmpError('The execution was cancelled while it waited', {
					remedy: 'Start the workflow again to continue.',
				});
			}
		}
	};
}
