import type { JsonObject } from '../../host/shape.mts';
import type { CredentialReference, Workflow } from '../../host/workflowFile.mts';

export const trigger = 'Plugsurfing EMP Trigger';

/** A workflow of the trigger and a node after it. The number tells it, and its address, from others. */
export function triggerWorkflow(
	number: number,
	parameters: JsonObject,
	credential: CredentialReference,
): Workflow {
	const first = {
		id: 'a1',
		name: trigger,
		type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmpTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId: `webhook-${number}`,
		credentials: { plugsurfingEmpApi: credential },
	};
	const after = {
		id: 'a2',
		name: 'After',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [200, 0],
		parameters: {},
	};
	return {
		name: `Webhook ${number}`,
		nodes: [first, after],
		connections: { [trigger]: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
