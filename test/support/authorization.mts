import type { JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { withParameters } from '../support/parameters.mts';

export const workflowFile = 'authorize-session.json';
export const trigger = 'Real-time authorization';

/** A workflow that enters keys into the table of blocked keys, started by its node "Start". */
export function blockedKeys(keys: string[]): Workflow {
	const rows = keys.map((keyIdentifier) => ({ json: { keyIdentifier, note: 'Lost' } }));
	const steps: [string, string, number, JsonObject][] = [
		['Start', 'n8n-nodes-base.manualTrigger', 1, {}],
		['Keys', 'n8n-nodes-base.code', 2, { jsCode: `return ${JSON.stringify(rows)};` }],
		[
			'Enter',
			'n8n-nodes-base.dataTable',
			1.1,
			{
				resource: 'row',
				operation: 'insert',
				dataTableId: { __rl: true, mode: 'name', value: 'Blocked keys' },
				columns: { mappingMode: 'autoMapInputData', value: null },
			},
		],
	];
	const nodes = steps.map(([name, type, typeVersion, parameters], index) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [index * 200, 0],
		parameters,
	}));
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		name: 'Enter blocked keys',
		nodes,
		connections: { Start: to('Keys'), Keys: to('Enter') },
		settings: { executionOrder: 'v1' },
	};
}

/** The workflow with another field of the request that the key is taken from. */
export function keyTakenFrom(workflow: Workflow, value: string): Workflow {
	return withParameters(workflow, 'Key of the request', {
		assignments: { assignments: [{ id: 'key', name: 'key', value, type: 'string' }] },
	});
}
