import type { INodeProperties } from 'n8n-workflow';

/*
 * The options about how hard a node tries. Operations only declare them; items/ reads them.
 */

const maxConcurrent: INodeProperties = {
	displayName: 'Max Concurrent Items',
	name: 'maxConcurrent',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50 },
	default: 10,
	description: 'How many input items are worked on at the same time, up to 50',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 10 },
	default: 4,
	description:
		'How often a request is tried again when Plugsurfing is busy or out of reach, up to 10. What may have taken effect is never sent twice.',
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

/** The options of an operation that does one thing for each item. */
export function itemOptions(own: INodeProperties[] = []): INodeProperties {
	return options([...own, maxConcurrent, maxRetries]);
}

/** The options of an operation that lists. */
export function listOptions(own: INodeProperties[] = []): INodeProperties {
	return options([...own, maxRetries]);
}
