import type { JsonObject } from '../host/shape.mts';
import type { CredentialReference, Workflow } from '../host/workflowFile.mts';

/** A node of a workflow that is one row of nodes. */
export interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: JsonObject;
	/** More settings of the node: what it does on failure, its credential. */
	settings?: JsonObject;
}

export function withAccount(reference: CredentialReference): JsonObject {
	return { credentials: { plugsurfingEmpApi: reference } };
}

/**
 * Keeps the last item. An expression that looks at all items would take longer than some of what is measured: n8n copies
 * them into the sandbox of its expressions.
 */
export const lastItem: Step = {
	name: 'Last item',
	type: 'n8n-nodes-base.limit',
	typeVersion: 1,
	parameters: { maxItems: 1, keep: 'lastItems' },
};

/** The size of the file on an item. */
export const fileSize: Step = {
	name: 'File size',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: {
		mode: 'raw',
		jsonOutput: '={{ ({ size: $binary.data?.fileSize ?? "none" }) }}',
		options: {},
	},
};

/**
 * A workflow that a request to /webhook/<path> starts, and whose answer is the first item of its last step. A saved
 * execution becomes one text with the items of all its nodes, which weighs more than most of what is compared here.
 */
export function rowWorkflow(path: string, steps: readonly Step[], saved: boolean): Workflow {
	const start: Step = {
		name: 'Start',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		parameters: {
			httpMethod: 'POST',
			path,
			responseMode: 'lastNode',
			responseData: 'firstEntryJson',
			options: {},
		},
		settings: { webhookId: path },
	};
	const row = [start, ...steps];
	return {
		name: path,
		nodes: row.map(({ name, type, typeVersion, parameters, settings }, index) => ({
			id: `${path}-${index}`,
			name,
			type,
			typeVersion,
			parameters,
			position: [index * 220, 0],
			...settings,
		})),
		connections: Object.fromEntries(
			row.slice(1).map((step, index): [string, JsonObject] => [row[index]?.name ?? '', into(step)]),
		),
		settings: {
			executionOrder: 'v1',
			saveDataSuccessExecution: saved ? 'all' : 'none',
			saveDataErrorExecution: 'none',
			saveExecutionProgress: false,
		},
	};
}

function into({ name }: Step): JsonObject {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}
