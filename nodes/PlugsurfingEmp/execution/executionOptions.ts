import type { ItemParameters } from '../parameters/itemParameters';

interface ExecutionOptions {
	/** Items processed at the same time; 1 for operations without this option. */
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
	const path = 'options.maxConcurrent';
	return {
		maxConcurrent: item.declares(path) ? item.integer(path) : 1,
		maxRetries: item.integer('options.maxRetries'),
	};
}
