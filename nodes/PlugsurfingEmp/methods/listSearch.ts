import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { chargingKeys, type ChargingKey } from '../api/chargingKeys';
import { createClient } from '../api/client';
import { searchPages } from './searchPages';
import { orders, type Order } from '../api/orders';
import type { PagedList } from '../api/pagination';
import type { ApiClient } from '../api/client';
import { toNodeError } from '../api/nodeError';
import { label, matcher } from './listEntry';
import { searchConnectors } from './connectorSearch';

/** Somebody is looking at the drop-down: a failure is better shown soon. */
const RETRIES = 1;

/** What a drop-down lists, and how an entry reads. */
interface ListSource<Row> {
	list: (client: ApiClient) => PagedList<Row>;
	entry: (row: Row) => INodeListSearchItems;
	/** How many a search reads before it gives up, and what to do then. */
	most: string;
	byId: string;
}

function createListSearch<Row extends IDataObject>(pick: ListSource<Row>) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const fail = (cause: unknown) => {
			throw toNodeError(this.getNode(), cause);
		};
		const client = await createClient(this).catch(fail);
		const matches = matcher(filter);
		const found = await searchPages(
			pick.list(client.withOptions({ maxRetries: RETRIES })),
			(row) => matches(pick.entry(row)),
			paginationToken,
		).catch(fail);
		if (found.exhausted) {
			// The drop-down shows a message and no description.
			throw new NodeOperationError(
				this.getNode(),
				`Found nothing${filter ? ` for "${filter}"` : ''} among the first ${pick.most}. ${pick.byId}`,
			);
		}
		return { results: found.rows.map(pick.entry), paginationToken: found.cursor };
	};
}

const searchChargingKeys = createListSearch<ChargingKey>({
	list: (client) => chargingKeys(client),
	entry: ({ keyIdentifier, visualNumber, contractId, fleetId, enabled }) => ({
		name: label(
			visualNumber,
			contractId,
			keyIdentifier,
			fleetId && `fleet ${fleetId}`,
			enabled === false ? 'disabled' : '',
		),
		value: keyIdentifier,
	}),
	most: '50,000 charging keys',
	byId: 'Choose By ID and enter the key identifier.',
});

const searchOrders = createListSearch<Order>({
	list: (client) => orders(client),
	entry: ({ id, address, created, status }) => ({
		name: label(
			id,
			[address?.firstName, address?.lastName].filter(Boolean).join(' '),
			address?.companyName,
			address?.city,
			created?.slice(0, 10),
			status,
		),
		value: id,
	}),
	most: '10,000 orders',
	byId: 'Choose By ID and enter the order id.',
});

/** What the drop-downs of resource locators are filled with. */
export const listSearch = { searchChargingKeys, searchConnectors, searchOrders };
