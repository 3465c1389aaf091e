import type { IDataObject } from 'n8n-workflow';

import { chargingKeys, type ChargingKey } from '../emp/chargingKeys';
import { orders, type Order } from '../emp/orders';
import { pages, type PagedList } from '../emp/pages';
import type { Emp } from '../emp/request';
import type { KeyWatch } from './keyScan';
import { changeItem, type PollEvent } from './pollEvents';

const DAY_MS = 24 * 60 * 60_000;
const RECENT_DAYS = 30;

/** So many rows are looked through for a good sample. */
const ENOUGH = 500;

async function some<Row>(list: PagedList<Row>): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const page of pages(list, { limit: ENOUGH })) rows.push(...page);
	return rows;
}

async function newestOrder(emp: Emp): Promise<Order | undefined> {
	const fromDate = new Date(emp.now() - RECENT_DAYS * DAY_MS).toISOString();
	const recent = await some(orders(emp, { fromDate }));
	const candidates = recent.length > 0 ? recent : await some(orders(emp));
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

/** One item for each event that is looked out for, made of an order or key that there is. */
export async function sample(
	emp: Emp,
	{ events, daysBeforeExpiry }: KeyWatch,
): Promise<IDataObject[]> {
	const isOrderEvent = (event: PollEvent) => event === 'orderCreated' || event === 'orderUpdated';
	const order = [...events].some(isOrderEvent) ? await newestOrder(emp) : undefined;
	const keys = [...events].every(isOrderEvent) ? [] : await some(chargingKeys(emp));
	const soon = (key: ChargingKey) => {
		const left = Date.parse(key.validTo) - emp.now();
		return left > 0 && left <= daysBeforeExpiry * DAY_MS;
	};
	return [...events].flatMap((event) => {
		if (isOrderEvent(event)) return order ? [changeItem(event, order)] : [];
		const key = (event === 'chargingKeyExpiring' ? keys.find(soon) : undefined) ?? keys[0];
		return key ? [keyItem(event, key)] : [];
	});
}
