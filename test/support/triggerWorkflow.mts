import type { JsonObject } from '../../host/shape.mts';
import type { CredentialReference, Workflow } from '../../host/workflowFile.mts';

export const trigger = 'Plugsurfing EMP Trigger';
export const pollTrigger = 'Plugsurfing EMP Poll Trigger';

/** A workflow of the trigger and a node after it. The number makes it and its URL unique. */
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
	return withNodeAfter(`Webhook ${number}`, first);
}

/** A workflow of the polling trigger and a node after it, which polls every `seconds` seconds. */
export function pollWorkflow(
	seconds: number,
	events: string[],
	credential: CredentialReference,
): Workflow {
	// n8n rejects a rule that polls more often than every minute, but takes any number of rules.
	const item = Array.from({ length: 60 / seconds }, (_, n) => ({
		mode: 'custom',
		cronExpression: `${n * seconds} * * * * *`,
	}));
	return withNodeAfter('Polls', {
		id: 'a1',
		name: pollTrigger,
		type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmpPollTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { pollTimes: { item }, events },
		credentials: { plugsurfingEmpApi: credential },
	});
}

function withNodeAfter(name: string, first: JsonObject & { name: string }): Workflow {
	const after = {
		id: 'a2',
		name: 'After',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [200, 0],
		parameters: {},
	};
	return {
		name,
		nodes: [first, after],
		connections: { [first.name]: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

/** A workflow of these nodes in a row, started by hand at its node "Start". */
export function rowOf(name: string, ...rest: Array<JsonObject & { name: string }>): Workflow {
	const start = {
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		parameters: {},
	};
	const row = [start, ...rest];
	return {
		name,
		nodes: row.map((node, index) => ({ id: node.name, position: [index * 200, 0], ...node })),
		connections: Object.fromEntries(
			rest.map(({ name: node }, index) => [
				row[index]?.name ?? '',
				{ main: [[{ node, type: 'main', index: 0 }]] },
			]),
		),
		settings: { executionOrder: 'v1' },
	};
}
