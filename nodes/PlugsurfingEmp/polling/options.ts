import type { INodeProperties, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toBoolean, shown, toInteger } from '../parameters/conversion';
import { isPollEvent, pollEvents, type PollEvent } from './eventTypes';

const DAYS_BEFORE_EXPIRY = 30;
const REMEDY = 'Change the field or its expression.';

/** The fields of the polling trigger below the credential and the poll times. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: pollEvents,
		default: ['orderCreated'],
	},
	{
		displayName: 'Days Before Expiry',
		name: 'daysBeforeExpiry',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DAYS_BEFORE_EXPIRY,
		description: 'How many days before expiry a key counts as expiring soon',
		displayOptions: { show: { events: ['chargingKeyExpiring'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Emit Existing',
				name: 'emitExisting',
				type: 'boolean',
				default: false,
				description:
					'Whether the first poll starts the workflow with all existing orders, keys and keys that expire soon. If off, the first poll only records them.',
			},
		],
	},
	{
		displayName:
			"Use one workflow for each trigger. Triggers in the same workflow can overwrite each other's saved state, and then a change can start the workflow again after a restart.",
		name: 'memoryNotice',
		type: 'notice',
		default: '',
	},
	{
		// Selects the file in __schema__ that describes the output.
		displayName: 'Operation',
		name: 'operation',
		type: 'hidden',
		default: 'poll',
	},
];

/** Validated settings of the node. */
export interface PollOptions {
	events: ReadonlySet<PollEvent>;
	/** From how many days before expiry a key counts as expiring soon. */
	daysBeforeExpiry: number;
	/** Whether the first poll reports what already exists. */
	emitExisting: boolean;
}

function readEvents(context: IPollFunctions): Set<PollEvent> {
	const value = context.getNodeParameter('events', []);
	const chosen: unknown[] = Array.isArray(value) ? value : [value];
	const unknown = chosen.find((event) => !isPollEvent(event));
	if (chosen.length > 0 && unknown === undefined) return new Set(chosen.filter(isPollEvent));
	const message =
		unknown === undefined
			? '"Trigger On" must not be empty'
			: `"Trigger On" has no option ${shown(unknown)}`;
	throw new NodeOperationError(context.getNode(), message, { description: REMEDY });
}

function readDaysBeforeExpiry(context: IPollFunctions): number {
	const value: unknown = context.getNodeParameter('daysBeforeExpiry', DAYS_BEFORE_EXPIRY);
	const days = toInteger(value);
	if (days !== undefined && days >= 1) return days;
	throw new NodeOperationError(
		context.getNode(),
		`"Days Before Expiry" must be a whole number of at least 1, but it is ${shown(value)}`,
		{ description: REMEDY },
	);
}

/** @throws NodeOperationError that names the field with an invalid value. */
export function readOptions(context: IPollFunctions): PollOptions {
	return {
		events: readEvents(context),
		daysBeforeExpiry: readDaysBeforeExpiry(context),
		emitExisting: toBoolean(context.getNodeParameter('options.emitExisting', false)) ?? false,
	};
}
