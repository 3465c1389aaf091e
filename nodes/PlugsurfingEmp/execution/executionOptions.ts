import type { ItemParameters } from '../parameters/itemParameters';

interface ExecutionOptions {
	/** Items processed, and requests sent, at the same time. */
	maxConcurrent: number;
	/** Retries per request. */
	maxRetries: number;
}

/**
 * Reads the options that every operation has, within the limits of their fields.
 *
 * @throws NodeOperationError if one is invalid.
 */
export function readExecutionOptions(item: ItemParameters): ExecutionOptions {
	return {
		maxConcurrent: item.integer('options.maxConcurrent'),
		maxRetries: item.integer('options.maxRetries'),
	};
}
