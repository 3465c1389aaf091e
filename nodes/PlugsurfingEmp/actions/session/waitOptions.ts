import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';

interface WaitOption {
	name: string;
	displayName: string;
	description: string;
	/** Default timeout in seconds. */
	timeout: number;
	/** Default of Max Concurrent Items. */
	concurrent?: number;
}

/** Options of an operation that can wait for its effect. */
export function waitOptions({
	name,
	displayName,
	description,
	timeout,
	concurrent,
}: WaitOption): INodeProperties {
	const extra: INodeProperties[] = [
		{
			displayName: 'Poll Interval (Seconds)',
			name: 'pollInterval',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description: `How long to wait between status checks. Only used with ${displayName}.`,
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: timeout,
			description: `How long to wait in total. Only used with ${displayName}.`,
		},
		{
			displayName,
			name,
			type: 'boolean',
			default: false,
			description,
		},
	];
	return itemOptions(extra, concurrent);
}

/** Reads the timeout and the poll interval. */
export function readWaitOptions(item: ItemParameters): {
	timeoutSeconds: number;
	pollSeconds: number;
} {
	return {
		timeoutSeconds: item.integer('options.timeout'),
		pollSeconds: item.integer('options.pollInterval'),
	};
}
