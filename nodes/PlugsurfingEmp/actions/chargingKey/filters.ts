import type { INodeProperties } from 'n8n-workflow';

import type { ChargingKey } from '../../api/chargingKeys';
import { toMillis } from '../../api/times';
import type { ItemParameters } from '../../parameters/itemParameters';
import { filtersField } from '../listFields';

export const keyFilters: INodeProperties = filtersField([
	{
		displayName: 'Fleet ID',
		name: 'fleetId',
		type: 'string',
		default: '',
		placeholder: 'e.g. y1nNLJqb7m',
		description:
			'Only keys in this fleet. For several fleets, separate their IDs with commas; keys are returned in that order.',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Disabled', value: 'disabled' },
			{ name: 'Enabled', value: 'enabled' },
		],
		default: 'enabled',
		description: 'Only keys that can be used for charging, or only keys that cannot',
	},
	{
		displayName: 'Valid To Before',
		name: 'validToBefore',
		type: 'dateTime',
		default: '',
		description:
			"Only keys that expire before this date and time. In the workflow's time zone unless the value includes one.",
	},
]);

/** Returns the selected fleets, each once; `''` stands for all keys. */
export function selectedFleets(item: ItemParameters): string[] {
	const fleets = new Set(item.strings('filters.fleetId'));
	return fleets.size > 0 ? [...fleets] : [''];
}

/**
 * Returns a predicate for Status and Valid To Before, which the API cannot filter by; undefined if neither is
 * set.
 */
export function chargingKeyFilter(
	item: ItemParameters,
): ((key: ChargingKey) => boolean) | undefined {
	const status = item.optionalOption('filters.status');
	const validToBefore = item.optionalDate('filters.validToBefore');
	if (status === undefined && validToBefore === undefined) return undefined;

	const enabled = status === undefined ? undefined : status === 'enabled';
	const before = validToBefore === undefined ? Infinity : Date.parse(validToBefore);
	return (key) => {
		if (enabled !== undefined && key.enabled !== enabled) return false;
		return validToBefore === undefined || toMillis(key.validTo) < before;
	};
}
