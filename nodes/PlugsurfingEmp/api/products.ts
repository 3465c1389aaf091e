import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { listPages, type Listing, type ListQuery } from './pagination';
import { isRecord } from '../json';

export type Product = components['schemas']['Product'] & IDataObject;

function isProduct(value: unknown): value is Product {
	return isRecord(value) && typeof value.id === 'string';
}

/** Lists the products that can be ordered. No page size is known (docs/api-facts.md#products-and-new-orders). */
export function products(client: ApiClient, listQuery?: ListQuery<Product>): Listing<Product> {
	return listPages(
		client,
		{
			noun: 'products',
			path: '/emp/v1/products',
			key: 'products',
			isRow: isProduct,
			identity: 'id',
		},
		listQuery,
	);
}
