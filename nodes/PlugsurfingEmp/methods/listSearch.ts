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

const SEARCHED_KEYS = '50,000 charging keys';

/** A list endpoint and how its rows appear in a drop-down. */
interface ListSource<Row> {
	list: (client: ApiClient) => PagedList<Row>;
	entry: (row: Row) => INodeListSearchItems;
	/** Maximum number of rows that a search reads, for the message if nothing matches. */
	searched: string;
	/** Remedy in the same message. */
	byId: string;
}

/**
 * Creates the error of a search that reached its limit. The message contains the remedy, because the drop-down
 * does not show descriptions.
 */
function noMatch(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	searched: string,
	byId: string,
): NodeOperationError {
	const typed = filter ? ` for "${filter}"` : '';
	return new NodeOperationError(
		context.getNode(),
		`Found no match${typed} in the first ${searched}. ${byId}`,
	);
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
			if (exhausted) throw noMatch(this, filter, searched, byId);
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
	searched: SEARCHED_KEYS,
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

/** Finds the fleets of the charging keys, because the API does not list fleets (docs/api-facts.md#fleets). */
async function searchFleets(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const matches = matcher(filter);
	const fleetIds = new Set<string>();
	const isNew = ({ fleetId }: ChargingKey) => {
		if (!fleetId || fleetIds.has(fleetId) || !matches({ name: fleetId, value: fleetId }))
			return false;
		fleetIds.add(fleetId);
		return true;
	};
	return await withClient(this, async (client) => {
		const { exhausted } = await searchPages(chargingKeys(client), isNew, undefined, Infinity);
		if (exhausted) {
			throw noMatch(this, filter, SEARCHED_KEYS, 'Choose By ID and enter the fleet ID.');
		}
		return { results: [...fleetIds].sort().map((id) => ({ name: id, value: id })) };
	});
}

/** The searches behind the drop-downs of resource locators. */
export const listSearch = {
	searchChargingKeys,
	searchConnectors,
	searchFleets,
	searchOrders,
	searchProducts,
};
