import { isObject, objectAt, type JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';

/** The workflow with some parameters of one of its nodes changed, as a user changes them in the node's panel. */
export function withParameters(workflow: Workflow, name: string, changes: JsonObject): Workflow {
	return withNode(workflow, name, (node) => ({
		...node,
		parameters: merged(objectAt(node, 'parameters'), changes),
	}));
}

/** The same for several nodes, by their names. */
export function withAllParameters(
	workflow: Workflow,
	changes: Readonly<Record<string, JsonObject>>,
): Workflow {
	return Object.entries(changes).reduce(
		(before, [name, parameters]) => withParameters(before, name, parameters),
		workflow,
	);
}

/** The parameters of an Edit Fields node that sets these fields. */
export function fieldsSetTo(values: Record<string, string | number>): JsonObject {
	const assignments = Object.entries(values).map(([name, value]) => ({
		...{ id: name, name, value },
		type: typeof value,
	}));
	return { assignments: { assignments } };
}

/** The workflow with one of its nodes replaced by the user's own, which returns these items. */
export function withItems(workflow: Workflow, name: string, items: JsonObject[]): Workflow {
	return withNode(workflow, name, (node) => ({
		...node,
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
	}));
}

/** The workflow with credentials in one of its nodes. */
export function withNodeCredentials(
	workflow: Workflow,
	name: string,
	credentials: JsonObject,
): Workflow {
	return withNode(workflow, name, (node) => ({ ...node, credentials }));
}

function withNode(
	workflow: Workflow,
	name: string,
	change: (node: JsonObject) => JsonObject,
): Workflow {
	if (!workflow.nodes.some((node) => node['name'] === name)) {
		throw new Error(`The workflow has no node "${name}"`);
	}
	const nodes = workflow.nodes.map((node) => (node['name'] === name ? change(node) : node));
	return { ...workflow, nodes };
}

function merged(before: JsonObject, changes: JsonObject): JsonObject {
	const after = { ...before };
	for (const [name, value] of Object.entries(changes)) {
		const old = before[name];
		after[name] = isObject(old) && isObject(value) ? merged(old, value) : value;
	}
	return after;
}
