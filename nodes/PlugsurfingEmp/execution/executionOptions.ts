import type { ItemParameters } from '../parameters/itemParameters';

interface ExecutionOptions {
	/** Items at a time. Operations without this option process one at a time. */
	maxConcurrent: number;
	/** Retries of each request. */
	maxRetries: number;
}

/**
 * Reads the options that every operation has, within the limits of their fields.
 *
 * @throws NodeOperationError if one is invalid.
 */
export function readExecutionOptions(item: ItemParameters): ExecutionOptions {
	const path = 'options.maxConcurrent';
	return {
		maxConcurrent: item.declares(path) ? item.integer(path) : 1,
		maxRetries: item.integer('options.maxRetries'),
	};
}
