import type { IDataObject } from 'n8n-workflow';

import { chargingKeys, type ChargingKey } from '../api/chargingKeys';
import { orders, type Order } from '../api/orders';
import type { Listing } from '../api/pagination';
import type { ApiClient } from '../api/client';
import { toMillis } from '../api/times';
import type { PollOptions } from './options';
import { changeItem, type PollEvent } from './eventTypes';

const DAY_MS = 24 * 60 * 60_000;
const RECENT_DAYS = 30;

/** Maximum number of rows read to find a good sample. */
const MAX_ROWS = 500;

async function firstRows<Row>(list: Listing<Row>): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const page of list) for (const row of page) rows.push(row);
	return rows;
}

async function newestOrder(client: ApiClient): Promise<Order | undefined> {
	const fromDate = new Date(client.now() - RECENT_DAYS * DAY_MS).toISOString();
	const recent = await firstRows(orders(client, { fromDate, limit: MAX_ROWS }));
	const candidates =
		recent.length > 0 ? recent : await firstRows(orders(client, { limit: MAX_ROWS }));
	const [first, ...others] = candidates;
	return others.reduce((a, b) => ((b.created ?? '') > (a?.created ?? '') ? b : a), first);
}

function keyItem(event: PollEvent, key: ChargingKey): IDataObject {
	if (event === 'chargingKeyRemoved') {
		return changeItem(event, { keyIdentifier: key.keyIdentifier });
	}
	return changeItem(
		event,
		key,
		event === 'chargingKeyChanged' ? { changedFields: ['enabled'] } : {},
	);
}

/**
 * Creates one item per selected event from an existing order or key; none if there is no such object.
 *
 * @throws ApiError if a request fails.
 */
export async function sampleItems(
	client: ApiClient,
	{ events, daysBeforeExpiry }: PollOptions,
): Promise<IDataObject[]> {
	const isOrderEvent = (event: PollEvent) => event === 'orderCreated' || event === 'orderUpdated';
	const order = [...events].some(isOrderEvent) ? await newestOrder(client) : undefined;
	const keys = [...events].every(isOrderEvent)
		? []
		: await firstRows(chargingKeys(client, { limit: MAX_ROWS }));
	const soon = (key: ChargingKey) => {
		const left = toMillis(key.validTo) - client.now();
		return left > 0 && left <= daysBeforeExpiry * DAY_MS;
	};
	return [...events].flatMap((event) => {
		if (isOrderEvent(event)) return order ? [changeItem(event, order)] : [];
		const key = (event === 'chargingKeyExpiring' ? keys.find(soon) : undefined) ?? keys[0];
		return key ? [keyItem(event, key)] : [];
	});
}
