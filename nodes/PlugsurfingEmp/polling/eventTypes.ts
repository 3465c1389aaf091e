import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { eventSubtitle } from '../json';

export type OrderEvent = 'orderCreated' | 'orderUpdated';

export type KeyEvent =
	| 'chargingKeyAdded'
	| 'chargingKeyChanged'
	| 'chargingKeyExpiring'
	| 'chargingKeyRemoved';

export type PollEvent = KeyEvent | OrderEvent;

/** The options of Trigger On. */
export const pollEvents: Array<INodePropertyOptions & { value: PollEvent }> = [
	{
		name: 'Charging Key Added',
		value: 'chargingKeyAdded',
		description: 'When a charging key appears in the list',
	},
	{
		name: 'Charging Key Changed',
		value: 'chargingKeyChanged',
		description: 'When a key is enabled or disabled, or its fleet, contract or expiry changes',
	},
	{
		name: 'Charging Key Expiring Soon',
		value: 'chargingKeyExpiring',
		description: 'When a key is about to expire, once per expiry date',
	},
	{
		name: 'Charging Key Removed',
		value: 'chargingKeyRemoved',
		description:
			'When two consecutive polls do not find a key. The item contains only its identifier.',
	},
	{
		name: 'Order Created',
		value: 'orderCreated',
		description: 'When cards or key fobs are ordered',
	},
	{
		name: 'Order Updated',
		value: 'orderUpdated',
		description: 'When the status of an order or the time of its last update changes',
	},
];

export const subtitle = eventSubtitle(pollEvents);

export function isPollEvent(value: unknown): value is PollEvent {
	return pollEvents.some((event) => event.value === value);
}

/** Returns the output item of a change: the API's object, the event type, and details. */
export function changeItem(
	event: PollEvent,
	row: IDataObject,
	more: IDataObject = {},
): IDataObject {
	const type = { event };
	// The first spread makes it the first column, the second one gives it its value.
	return { ...type, ...row, ...type, ...more };
}
