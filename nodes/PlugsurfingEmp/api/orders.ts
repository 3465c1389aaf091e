import type { IDataObject } from 'n8n-workflow';

import { insteadOf, unexpectedResponse } from './http/responseErrors';
import type { components } from './contract.generated';
import { pageOf, type PagedList } from './pagination';
import { pathSegment } from './http/request';
import type { ApiClient } from './client';
import type { ApiRequest } from './http/request';
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
 * The card orders of the organizations that the API key stands for. Unlike with keys the size is
 * called `pageSize` and the list `products` (docs/api-facts.md#orders). Its bounds are
 * inferred: the page names none.
 */
export function orders(client: ApiClient, filter: OrderFilter = {}): PagedList<Order> {
	return {
		noun: 'orders',
		smallestPage: 10,
		largestPage: 100,
		async fetchPage(size, cursor) {
			const request: ApiRequest = {
				method: 'GET',
				path: '/emp/v1/orders',
				query: { ...filter, pageSize: size, cursor },
				activity: 'list the orders',
				idempotent: true,
			};
			return pageOf(request, await client.request(request), {
				key: 'products',
				rows: 'orders',
				isRow: isOrder,
				identity: 'id',
			});
		},
	};
}

/** Marks an order as assigned. The path says `order`, in the singular. */
export async function assignOrder(client: ApiClient, orderId: string): Promise<Order> {
	const request: ApiRequest = {
		method: 'POST',
		path: `/emp/v1/order/${pathSegment(orderId)}/assign`,
		activity: `assign the order ${orderId}`,
		idempotent: false,
		howToCheck: 'Look at its status with Order > Get Many before assigning it again.',
	};
	const body = await client.request(request);
	if (!isOrder(body)) throw unexpectedResponse(request, insteadOf('an order', body));
	return body;
}
