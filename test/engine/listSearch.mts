import { LoadOptionsContext } from 'n8n-core';
import { NodeHelpers, type INodeListSearchResult } from 'n8n-workflow';

import type { Simulator } from '../../simulator/simulator.mts';
import { credentialFor } from './againstSimulator.mts';
import { bareWorkflow, emp } from './bareWorkflow.mts';

/** Fills a resource locator's list as the editor does, with a filter and a pagination token. */
export async function search(
	simulator: Simulator,
	method: 'searchChargingKeys' | 'searchConnectors' | 'searchFleets' | 'searchOrders',
	filter?: string,
	paginationToken?: string,
	credential = credentialFor(simulator),
): Promise<INodeListSearchResult> {
	const node = emp();
	const { workflow, additionalData, loader } = await bareWorkflow([node], credential);
	const { type } = loader.getNode('plugsurfingEmp');
	const searchMethod = NodeHelpers.getVersionedNodeType(type).methods?.listSearch?.[method];
	if (!searchMethod) throw new Error(`The node has no ${method}`);
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return await searchMethod.call(context, filter, paginationToken);
}
