import type { ItemParameters } from './itemParameters';

const MOST_CONCURRENT = 50;
const MOST_RETRIES = 10;

/** How many items may be worked on at a time. A list is one at a time: its pages fill the memory. */
export function maxConcurrent(item: ItemParameters): number {
	const path = 'options.maxConcurrent';
	return item.declares(path) ? item.count(path, 1, MOST_CONCURRENT) : 1;
}

/** How often a request may be tried again. */
export function maxRetries(item: ItemParameters): number {
	return item.count('options.maxRetries', 0, MOST_RETRIES);
}
