import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { fetchAnyObject, fetchObject } from './fetchObject';
import { pathSegment } from './http/pathSegment';
import type { ApiRequest } from './http/request';
import { listPages, type Listing, type ListQuery } from './pagination';
import { isRecord } from '../json';

export type Order = components['schemas']['Order'] & IDataObject;

/** A card to order. May have further fields. */
export interface NewOrder extends IDataObject {
	fleetId: string;
	productId: string;
	address: IDataObject;
	/** Described by `printing.schema` of the product. */
	printing?: IDataObject;
}

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

/**
 * Orders a card. Not idempotent: a second request orders a second card. The response is not documented
 * (docs/api-facts.md#products-and-new-orders), so one without a body is accepted.
 */
export async function createOrder(client: ApiClient, order: NewOrder): Promise<IDataObject> {
	const { fleetId, productId } = order;
	const request: ApiRequest = {
		method: 'POST',
		path: '/emp/v1/orders',
		body: order,
		activity: `order the product ${productId} for the fleet ${fleetId}`,
		idempotent: false,
		howToCheck: 'Before ordering again, look for it with Order > Get Many and Created After.',
		statusReasons: {
			404: {
				reason: 'there is no such fleet or product',
				remedy:
					'Check Fleet ID and Product. A fleet must be created with Fleet > Create before cards can be ordered for it.',
			},
		},
	};
	const created = await fetchAnyObject(client, request, 'an order');
	return created ?? { fleetId, productId, success: true };
}
