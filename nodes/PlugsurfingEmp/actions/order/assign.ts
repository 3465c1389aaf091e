import { assignOrder } from '../../api/orders';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';

export const assign: ItemOperation = {
	value: 'assign',
	name: 'Assign',
	action: 'Assign an order',
	description: 'Mark an order as assigned once its cards are on their way',
	fields: [
		{
			displayName: 'Order',
			name: 'orderId',
			type: 'resourceLocator',
			required: true,
			default: { mode: 'list', value: '' },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select an order…',
					typeOptions: { searchListMethod: 'searchOrders', searchable: true },
				},
				{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. aYnky297eG' },
			],
		},
		itemOptions(),
	],
	run: (item, client) => assignOrder(client, item.id('orderId')),
};
