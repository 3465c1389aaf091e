import type { IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toBoolean, shown, toInteger } from '../parameters/conversion';
import type { ChargingKeyWatch } from './chargingKeyScan';
import { isPollEvent, type PollEvent } from './eventTypes';
import { DAYS_BEFORE_EXPIRY } from './properties';

const REMEDY = 'Change the field or its expression.';

function events(context: IPollFunctions): Set<PollEvent> {
	const value = context.getNodeParameter('events', []);
	const chosen: unknown[] = Array.isArray(value) ? value : [value];
	const unknown = chosen.find((event) => !isPollEvent(event));
	if (chosen.length > 0 && unknown === undefined) return new Set(chosen.filter(isPollEvent));
	const message =
		unknown === undefined
			? '"Trigger On" must not be empty'
			: `"Trigger On" has no ${shown(unknown)}`;
	throw new NodeOperationError(context.getNode(), message, { description: REMEDY });
}

function daysBeforeExpiry(context: IPollFunctions): number {
	const value: unknown = context.getNodeParameter('daysBeforeExpiry', DAYS_BEFORE_EXPIRY);
	const days = toInteger(value);
	if (days !== undefined && days >= 1) return days;
	throw new NodeOperationError(
		context.getNode(),
		`"Days Before Expiry" must be a whole number of at least 1, but it is ${shown(value)}`,
		{ description: REMEDY },
	);
}

/** What the node is set to look out for. */
export function readOptions(context: IPollFunctions): ChargingKeyWatch {
	return {
		events: events(context),
		daysBeforeExpiry: daysBeforeExpiry(context),
		emitExisting: toBoolean(context.getNodeParameter('options.emitExisting', false)) ?? false,
	};
}
