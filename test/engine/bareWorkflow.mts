import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type IConnections,
	type INode,
	type INodeType,
} from 'n8n-workflow';

import { loadPackage, nodeTypes, PACKAGE, surroundings } from './engine.mts';

/** The tested node in a workflow. */
export function emp(changes: Partial<INode> = {}): INode {
	return {
		id: 'node',
		name: 'Plugsurfing EMP',
		type: `${PACKAGE}.plugsurfingEmp`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { plugsurfingEmpApi: { id: '1', name: 'Test' } },
		...changes,
	};
}

/** A workflow for contexts in which n8n calls only parts of a node. */
export async function bareWorkflow(
	nodes: INode[],
	credential: ICredentialDataDecryptedObject,
	connections: IConnections = {},
	others: Record<string, INodeType> = {},
) {
	const loader = await loadPackage();
	const workflow = new Workflow({
		id: 'test',
		nodes,
		connections,
		active: false,
		nodeTypes: nodeTypes(loader, others),
		settings: { timezone: 'UTC' },
	});
	return { workflow, additionalData: surroundings(loader, credential), loader };
}
