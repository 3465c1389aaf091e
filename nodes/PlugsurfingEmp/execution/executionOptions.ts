import type { ItemParameters } from '../parameters/itemParameters';

const MAX_CONCURRENT = 50;
const MAX_RETRIES = 10;

/** How many items may be worked on at a time. A list is one at a time: its pages fill the memory. */
export function maxConcurrent(item: ItemParameters): number {
	const path = 'options.maxConcurrent';
	return item.declares(path) ? item.integer(path, 1, MAX_CONCURRENT) : 1;
}

/** How often a request may be tried again. */
export function maxRetries(item: ItemParameters): number {
	return item.integer('options.maxRetries', 0, MAX_RETRIES);
}
