import type { Resource } from '../operation';
import { getAll } from './getAll';

export const product: Resource = {
	value: 'product',
	name: 'Product',
	defaultOperation: getAll,
	operations: [getAll],
};
