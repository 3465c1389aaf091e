import { orders } from '../../api/orders';
import { listOptions } from '../executionOptions';
import { filtersField, returnAllOrLimit } from '../listOptions';
import type { Operation } from '../operation';

export const getAll: Operation = {
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
				description: 'Read in the time zone of the workflow unless it names one',
			},
			{
				displayName: 'Created Before',
				name: 'toDate',
				type: 'dateTime',
				default: '',
				description: 'Read in the time zone of the workflow unless it names one',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'string',
				default: '',
				placeholder: 'e.g. ORDER_ASSIGNED',
				description:
					'Only orders in this status, spelled as in the results. Plugsurfing documents no list of them.',
			},
		]),
		listOptions(),
	],
	run: (item, client) =>
		orders(client, {
			fromDate: item.optionalDate('filters.fromDate'),
			toDate: item.optionalDate('filters.toDate'),
			status: item.optionalString('filters.status'),
			limit: item.limit(),
		}),
};
