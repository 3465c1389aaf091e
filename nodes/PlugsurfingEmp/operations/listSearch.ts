import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { chargingKeys, type ChargingKey } from '../emp/chargingKeys';
import { connect } from '../emp/connect';
import { findRows } from '../emp/findRows';
import { orders, type Order } from '../emp/orders';
import type { PagedList } from '../emp/pages';
import type { Emp } from '../emp/request';
import { nodeFailure } from '../items/failure';
import { label, matcher } from './listEntry';
import { searchConnectors } from './location/connectorSearch';

/** Somebody is looking at the drop-down: a failure is better shown soon. */
const RETRIES = 1;

/** What a drop-down lists, and how an entry reads. */
interface Pick<Row> {
	list: (emp: Emp) => PagedList<Row>;
	entry: (row: Row) => INodeListSearchItems;
	/** How many a search reads before it gives up, and what to do then. */
	most: string;
	byId: string;
}

function searchOf<Row extends IDataObject>(pick: Pick<Row>) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const fail = (cause: unknown) => {
			throw nodeFailure(this.getNode(), cause);
		};
		const connection = await connect(this).catch(fail);
		const emp = connection.emp(RETRIES);
		const matches = matcher(filter);
		const found = await findRows(
			pick.list(emp),
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

const searchChargingKeys = searchOf<ChargingKey>({
	list: (emp) => chargingKeys(emp),
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

const searchOrders = searchOf<Order>({
	list: (emp) => orders(emp),
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
