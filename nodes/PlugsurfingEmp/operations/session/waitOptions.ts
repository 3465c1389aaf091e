import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from '../../items/itemParameters';
import { itemOptions } from '../effort';

interface WaitOption {
	name: string;
	displayName: string;
	description: string;
	/** Seconds. */
	timeout: number;
}

/** The options of an operation that can wait for what it set in motion. */
export function waitOptions({
	name,
	displayName,
	description,
	timeout,
}: WaitOption): INodeProperties {
	return itemOptions([
		{
			displayName: 'Poll Interval (Seconds)',
			name: 'pollInterval',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description: `How long to wait between two looks at the status. Only with ${displayName}.`,
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: timeout,
			description: `How long to wait altogether. Only with ${displayName}.`,
		},
		{
			displayName,
			name,
			type: 'boolean',
			default: false,
			description,
		},
	]);
}

/** How patiently to wait. */
export function patience(item: ItemParameters): { timeoutSeconds: number; pollSeconds: number } {
	return {
		timeoutSeconds: item.count('options.timeout', 1),
		pollSeconds: item.count('options.pollInterval', 1),
	};
}
