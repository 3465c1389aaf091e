import { products } from '../../api/products';
import { itemOptions } from '../executionOptions';
import { returnAllOrLimit } from '../listFields';
import type { ItemOperation } from '../operation';

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many products',
	description: 'Retrieve a list of the cards and key fobs that can be ordered',
	fields: [...returnAllOrLimit, itemOptions()],
	run: (item, client) => products(client, { limit: item.limit() }),
};
