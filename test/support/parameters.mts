import { isObject, objectAt, type JsonObject } from '../../host/shape.mts';
import type { Workflow } from '../../host/workflowFile.mts';

/** The workflow with some parameters of one of its nodes changed, as a user changes them in the node's panel. */
export function withParameters(workflow: Workflow, name: string, changes: JsonObject): Workflow {
	return withNode(workflow, name, (node) => ({
		...node,
		parameters: merged(objectAt(node, 'parameters'), changes),
	}));
}

/** The workflow with a node of the user's own in the place of one of its nodes: one that puts out these items. */
export function withItems(workflow: Workflow, name: string, items: JsonObject[]): Workflow {
	return withNode(workflow, name, (node) => ({
		...node,
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: { jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));` },
	}));
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
