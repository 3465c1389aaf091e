import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mts';
import { arrayAt, at, isObject, objectAt, textAt, type JsonObject } from './shape.mts';

export const workflowsFolder = join(root, 'workflows');

export interface CredentialReference {
	id: string;
	name: string;
}

export interface Workflow {
	name: string;
	nodes: JsonObject[];
	connections: JsonObject;
	settings: JsonObject;
}

/** Reads a ready-made workflow from workflows/ or another folder. */
export function readWorkflow(fileName: string, folder = workflowsFolder): Workflow {
	const content: unknown = JSON.parse(readFileSync(join(folder, fileName), 'utf8'));
	return {
		name: textAt(content, 'name'),
		nodes: arrayAt(content, 'nodes').map((node) => objectAt(node)),
		connections: objectAt(content, 'connections'),
		settings: objectAt(content, 'settings'),
	};
}

/** Returns the workflow with the credential set in every node that needs it. */
export function withCredential(workflow: Workflow, credential: CredentialReference): Workflow {
	const nodes = workflow.nodes.map((node) =>
		isObject(at(node, 'credentials', 'plugsurfingEmpApi'))
			? {
					...node,
					credentials: {
						...objectAt(node, 'credentials'),
						plugsurfingEmpApi: { id: credential.id, name: credential.name },
					},
				}
			: node,
	);
	return { ...workflow, nodes };
}
