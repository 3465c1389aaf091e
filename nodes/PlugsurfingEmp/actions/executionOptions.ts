import type { INodeProperties } from 'n8n-workflow';

/*
 * Options that every operation has. Their limits are declared only here; execution/ reads the options
 * and enforces these limits.
 */

const maxConcurrent: INodeProperties = {
	displayName: 'Max Concurrent Items',
	name: 'maxConcurrent',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50 },
	default: 10,
	description: 'How many input items are processed at the same time, up to 50',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 10 },
	default: 4,
	description:
		'How many times a request is retried when Plugsurfing is busy or unreachable, up to 10. Requests that may have taken effect are never sent again.',
};

function options(fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...fields].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** Options of an operation that returns one result per item. */
export function itemOptions(extra: INodeProperties[] = []): INodeProperties {
	return options([...extra, maxConcurrent, maxRetries]);
}

/** Options of an operation that returns a list per item. Lists are large, so items run one at a time. */
export function listOptions(extra: INodeProperties[] = []): INodeProperties {
	return options([...extra, maxRetries]);
}
