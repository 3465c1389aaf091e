import type { IDataObject } from 'n8n-workflow';

import { insteadOf, shapeFailure } from './answerFailure';
import type { components } from './contract';
import { pageOf, type PagedList } from './pages';
import { pathSegment } from './pathSegment';
import type { Emp, EmpRequest } from './request';
import { isRecord } from './shape';

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
 * called `pageSize` and the list `products` (EMP page, "Charging Key Orders - GET"). Its bounds are
 * inferred: the page names none.
 */
export function orders(emp: Emp, filter: OrderFilter = {}): PagedList<Order> {
	return {
		noun: 'orders',
		smallestPage: 10,
		largestPage: 100,
		async fetchPage(size, cursor) {
			const request: EmpRequest = {
				method: 'GET',
				path: '/emp/v1/orders',
				query: { ...filter, pageSize: size, cursor },
				activity: 'list the orders',
				repeatable: true,
			};
			return pageOf(request, await emp.exchange(request), {
				key: 'products',
				rows: 'orders',
				isRow: isOrder,
				identity: 'id',
			});
		},
	};
}

/** Marks an order as assigned. The path says `order`, in the singular. */
export async function assignOrder(emp: Emp, orderId: string): Promise<Order> {
	const request: EmpRequest = {
		method: 'POST',
		path: `/emp/v1/order/${pathSegment(orderId)}/assign`,
		activity: `assign the order ${orderId}`,
		repeatable: false,
		verify: 'Look at its status with Order > Get Many before assigning it again.',
	};
	const body = await emp.exchange(request);
	if (!isOrder(body)) throw shapeFailure(request, insteadOf('an order', body));
	return body;
}
