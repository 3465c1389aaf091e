import type { Resource } from '../operation';
import { assign } from './assign';
import { create } from './create';
import { getAll } from './getAll';

export const order: Resource = {
	value: 'order',
	name: 'Order',
	defaultOperation: getAll,
	operations: [assign, create, getAll],
};
