import { orders } from '../../api/orders';
import { itemOptions } from '../executionOptions';
import { filtersField, returnAllOrLimit } from '../listFields';
import type { ItemOperation } from '../operation';

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many orders',
	description: 'Retrieve a list of the orders for charging cards and key fobs',
	fields: [
		...returnAllOrLimit,
		filtersField([
			{
				displayName: 'Created After',
				name: 'fromDate',
				type: 'dateTime',
				default: '',
				description: "In the workflow's time zone unless the value includes one",
			},
			{
				displayName: 'Created Before',
				name: 'toDate',
				type: 'dateTime',
				default: '',
				description: "In the workflow's time zone unless the value includes one",
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'string',
				default: '',
				placeholder: 'e.g. ORDER_ASSIGNED',
				description:
					'Only orders with this status, spelled as in the results. Plugsurfing does not document the possible values.',
			},
		]),
		itemOptions(),
	],
	run: (item, client) =>
		orders(client, {
			fromDate: item.optionalDate('filters.fromDate'),
			toDate: item.optionalDate('filters.toDate'),
			status: item.optionalString('filters.status'),
			limit: item.limit(),
		}),
};
