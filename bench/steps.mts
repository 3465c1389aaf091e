import type { JsonObject } from '../host/shape.mts';
import type { CredentialReference, Workflow } from '../host/workflowFile.mts';

/** A node in a workflow that is a row of nodes. */
export interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: JsonObject;
	/** More settings of the node: on-error behaviour, credential. */
	settings?: JsonObject;
	/** An earlier step connected to the second input. */
	secondInput?: string;
	/** The output connected to the next step; by default the first. */
	output?: number;
}

export function withAccount(reference: CredentialReference): JsonObject {
	return { credentials: { plugsurfingEmpApi: reference } };
}

/** Returns the node of this package. */
export function ours(reference: CredentialReference, parameters: JsonObject): Step {
	return {
		name: 'Work',
		type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
		typeVersion: 1,
		parameters,
		settings: { ...withAccount(reference), onError: 'continueRegularOutput' },
	};
}

/** n8n's HTTP Request with this package's credential, which adds the API key. */
export function httpRequest(
	name: string,
	reference: CredentialReference,
	parameters: JsonObject,
): Step {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'plugsurfingEmpApi',
			options: {},
			...parameters,
		},
		settings: { ...withAccount(reference), onError: 'continueRegularOutput' },
	};
}

/** Reads a whole list by cursor, one item per page, as in n8n's documentation of HTTP Request. */
export function pagedRequest(
	reference: CredentialReference,
	url: string,
	pageSize?: { name: string; value: string },
): Step {
	const cursor = { type: 'qs', name: 'cursor', value: '={{ $response.body.cursor }}' };
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [cursor] },
		paginationCompleteWhen: 'other',
		completeExpression: '={{ !$response.body.cursor }}',
	};
	return httpRequest('Pages', reference, {
		url,
		...(pageSize && { sendQuery: true, queryParameters: { parameters: [pageSize] } }),
		options: { pagination: { pagination } },
	});
}

/** Sends requests as any node must, and keeps the last row; see nodes/LeastRequests.cjs. */
export function leastRequests(
	reference: CredentialReference,
	rows: string,
	requests: readonly JsonObject[],
	inFlight = 1,
): Step {
	return {
		name: 'Work',
		type: 'CUSTOM.leastRequests',
		typeVersion: 1,
		parameters: { rows, requests: JSON.stringify(requests), inFlight },
		settings: withAccount(reference),
	};
}

/** Provides fixed input items. */
export function givenItems(items: readonly JsonObject[]): Step[] {
	const jsonOutput = JSON.stringify({ items });
	return [
		{
			name: 'List',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput, options: {} },
		},
		splitOut('Items', 'items'),
	];
}

/** Evaluates expressions as any node must; see nodes/Evaluation.cjs. */
export function evaluation(expressions: readonly string[]): Step {
	const names = ['first', 'second', 'third', 'fourth', 'fifth'];
	return {
		name: 'Evaluation',
		type: 'CUSTOM.evaluation',
		typeVersion: 1,
		parameters: Object.fromEntries(
			expressions.map((expression, index) => [names[index] ?? '', expression]),
		),
	};
}

/** Splits pages into one item per row. */
export function splitOut(name: string, field: string): Step {
	return {
		name,
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: field, options: {} },
	};
}

export const convertToCsv: Step = {
	name: 'File',
	type: 'n8n-nodes-base.convertToFile',
	typeVersion: 1.1,
	parameters: { operation: 'csv', options: {} },
};

/** Keeps the last item. An expression over all items would take longer than some of the measured work. */
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
 * Creates a workflow that a request to /webhook/<path> starts and that responds with the first item of its last
 * step. Saving an execution stores the items of all nodes, which takes longer than most of the measured work.
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
		nodes: row.map(({ settings, name, type, typeVersion, parameters }, index) => ({
			id: `${path}-${index}`,
			...{ name, type, typeVersion, parameters },
			position: [index * 220, 0],
			...settings,
		})),
		connections: Object.fromEntries(
			row.map((step, index) => [step.name, { main: outputsOf(step, row[index + 1], row) }]),
		),
		settings: {
			executionOrder: 'v1',
			saveDataSuccessExecution: saved ? 'all' : 'none',
			saveDataErrorExecution: 'none',
			saveExecutionProgress: false,
		},
	};
}

/** Returns the connections of a step: to the next step, and to steps that use it as their second input. */
function outputsOf(
	{ name, output = 0 }: Step,
	next: Step | undefined,
	row: readonly Step[],
): Array<Array<{ node: string; type: string; index: number }>> {
	const to = (step: Step, index: number) => ({ node: step.name, type: 'main', index });
	const second = row.filter(({ secondInput }) => secondInput === name).map((step) => to(step, 1));
	return [...Array.from({ length: output }, () => []), [...(next ? [to(next, 0)] : []), ...second]];
}
