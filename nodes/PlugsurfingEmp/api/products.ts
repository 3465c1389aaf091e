import type { IDataObject } from 'n8n-workflow';

import type { ApiClient, RequestStats } from './client';
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

/** The products that each execution has listed. All clients of an execution share their stats. */
const listed = new WeakMap<RequestStats, Promise<Map<string, Product>>>();

async function listById(client: ApiClient): Promise<Map<string, Product>> {
	const byId = new Map<string, Product>();
	for await (const page of products(client))
		for (const product of page) byId.set(product.id, product);
	return byId;
}

/**
 * Finds a product by its ID; undefined if it is not listed. The list is read once per execution, and again only
 * if that failed.
 *
 * @throws ApiError if the list cannot be read.
 */
export async function findProduct(client: ApiClient, id: string): Promise<Product | undefined> {
	const { stats } = client;
	const byId = listed.get(stats) ?? listById(client);
	listed.set(stats, byId);
	byId.catch(() => listed.delete(stats));
	return (await byId).get(id);
}
