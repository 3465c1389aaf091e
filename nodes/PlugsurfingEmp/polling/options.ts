import type { IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toBoolean, shown, toInteger } from '../parameters/conversion';
import { isPollEvent, type PollEvent } from './eventTypes';

/** Default of the field. */
export const DAYS_BEFORE_EXPIRY = 30;

const REMEDY = 'Change the field or its expression.';

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
