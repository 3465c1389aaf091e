import type { INodeProperties } from 'n8n-workflow';

/*
 * Options that every operation has. Their limits are declared only here; execution/ reads the options
 * and enforces these limits.
 */

const MAX_CONCURRENT = 50;

function maxConcurrent(byDefault: number): INodeProperties {
	return {
		displayName: 'Max Concurrent Items',
		name: 'maxConcurrent',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_CONCURRENT },
		default: byDefault,
		description: `How many input items are processed, and requests sent, at the same time, up to ${MAX_CONCURRENT}`,
	};
}

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 10 },
	default: 4,
	description:
		'How many times a request is retried when Plugsurfing is busy or unreachable, up to 10. Requests that may have taken effect are never sent again.',
};

/**
 * Returns the Options field of an operation, including the options that all operations have.
 *
 * @param concurrent default of Max Concurrent Items
 */
export function itemOptions(extra: INodeProperties[] = [], concurrent = 10): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...extra, maxConcurrent(concurrent), maxRetries].sort((a, b) =>
			a.displayName.localeCompare(b.displayName, 'en'),
		),
	};
}
