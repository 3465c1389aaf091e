import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { chargingKeys, type ChargingKey } from '../api/chargingKeys';
import type { ApiClient } from '../api/client';
import { orders, type Order } from '../api/orders';
import type { PagedList } from '../api/pagination';
import { products, type Product } from '../api/products';
import { searchConnectors } from './connectorSearch';
import { label, matcher, statusToday, withClient } from './dropDown';
import { searchPages } from './searchPages';

/** A list endpoint and how its rows appear in a drop-down. */
interface ListSource<Row> {
	list: (client: ApiClient) => PagedList<Row>;
	entry: (row: Row) => INodeListSearchItems;
	/** For the message when nothing matches: how many rows a search reads. */
	searched: string;
	/** The remedy in the same message. */
	byId: string;
}

function createListSearch<Row extends IDataObject>({
	list,
	entry,
	searched,
	byId,
}: ListSource<Row>) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const matches = matcher(filter);
		return await withClient(this, async (client) => {
			const { rows, cursor, exhausted } = await searchPages(
				list(client),
				(row) => matches(entry(row)),
				paginationToken,
			);
			if (exhausted) {
				// The drop-down does not show descriptions.
				throw new NodeOperationError(
					this.getNode(),
					`Found no match${filter ? ` for "${filter}"` : ''} in the first ${searched}. ${byId}`,
				);
			}
			return { results: rows.map(entry), paginationToken: cursor };
		});
	};
}

const searchChargingKeys = createListSearch<ChargingKey>({
	list: (client) => chargingKeys(client),
	entry: ({ keyIdentifier, visualNumber, contractId, fleetId, enabled }) => ({
		// The drop-down truncates long entries, so what keeps a key from charging comes first.
		name: label(
			enabled === false ? statusToday('disabled') : '',
			visualNumber,
			contractId,
			keyIdentifier,
			fleetId && `fleet ${fleetId}`,
		),
		value: keyIdentifier,
	}),
	searched: '50,000 charging keys',
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
			status && statusToday(status),
		),
		value: id,
	}),
	searched: '10,000 orders',
	byId: 'Choose By ID and enter the order ID.',
});

const searchProducts = createListSearch<Product>({
	list: (client) => products(client),
	entry: ({ id, name, description }) => ({ name: label(name, description, id), value: id }),
	searched: 'products',
	byId: 'Choose By ID and enter the product ID.',
});

/** The searches behind the drop-downs of resource locators. */
export const listSearch = { searchChargingKeys, searchConnectors, searchOrders, searchProducts };
