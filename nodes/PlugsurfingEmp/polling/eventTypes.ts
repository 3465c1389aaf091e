import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

export type OrderEvent = 'orderCreated' | 'orderUpdated';

export type KeyEvent =
	| 'chargingKeyAdded'
	| 'chargingKeyChanged'
	| 'chargingKeyExpiring'
	| 'chargingKeyRemoved';

export type PollEvent = KeyEvent | OrderEvent;

/** What can be chosen under Trigger On. */
export const pollEvents: Array<INodePropertyOptions & { value: PollEvent }> = [
	{
		name: 'Charging Key Added',
		value: 'chargingKeyAdded',
		description: 'A key is there that was not there before',
	},
	{
		name: 'Charging Key Changed',
		value: 'chargingKeyChanged',
		description: 'A key was enabled or disabled, or its fleet, contract or end of validity changed',
	},
	{
		name: 'Charging Key Expiring Soon',
		value: 'chargingKeyExpiring',
		description: 'A key expires within a number of days',
	},
	{
		name: 'Charging Key Removed',
		value: 'chargingKeyRemoved',
		description: 'A key is not there any more. Its identifier is all that is left to tell.',
	},
	{
		name: 'Order Created',
		value: 'orderCreated',
		description: 'Somebody has ordered cards or key fobs',
	},
	{
		name: 'Order Updated',
		value: 'orderUpdated',
		description: 'The status of an order changed, or the time of its last update did',
	},
];

export function isPollEvent(value: unknown): value is PollEvent {
	return pollEvents.some((event) => event.value === value);
}

/** The item that a change makes: the object of the API as it came, and what happened to it. */
export function changeItem(
	event: PollEvent,
	row: IDataObject,
	more: IDataObject = {},
): IDataObject {
	return { ...row, event, ...more };
}
