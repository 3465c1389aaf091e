import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { fetchObject } from './fetchObject';
import { pathSegment } from './http/request';
import { listPages, type Listing, type ListQuery } from './pagination';
import { isRecord } from '../json';

export type Order = components['schemas']['Order'] & IDataObject;

export interface OrderFilter {
	/** ISO 8601 in UTC: created after. */
	fromDate?: string;
	/** ISO 8601 in UTC: created before. */
	toDate?: string;
	status?: string;
}

function isOrder(value: unknown): value is Order {
	return isRecord(value) && typeof value.id === 'string';
}

/**
 * Lists the card orders of the API key's organizations. Unlike for charging keys, the size parameter is
 * `pageSize` and the list is `products` (docs/api-facts.md#orders).
 */
export function orders(
	client: ApiClient,
	{ limit, keep, ...filter }: OrderFilter & ListQuery<Order> = {},
): Listing<Order> {
	return listPages(
		client,
		{
			noun: 'orders',
			path: '/emp/v1/orders',
			query: { ...filter },
			pageSize: { parameter: 'pageSize', smallest: 10, largest: 100, isGuess: true },
			key: 'products',
			isRow: isOrder,
			identity: 'id',
		},
		{ limit, keep },
	);
}

/** Marks an order as assigned. The path has `order` in the singular. */
export function assignOrder(client: ApiClient, orderId: string): Promise<Order> {
	return fetchObject(
		client,
		{
			method: 'POST',
			path: `/emp/v1/order/${pathSegment(orderId)}/assign`,
			activity: `assign the order ${orderId}`,
			idempotent: false,
			howToCheck: 'Check its status with Order > Get Many before assigning it again.',
		},
		'an order',
		isOrder,
	);
}
