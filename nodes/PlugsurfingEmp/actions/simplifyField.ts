import type { INodeProperties } from 'n8n-workflow';

/** The switch between the API's objects and a few flat fields. Off by default: saved workflows rely on the objects. */
export function simplifyField(fields: string): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: false,
		description: `Whether to return ${fields} instead of the raw data. Recommended for tables and AI agents.`,
	};
}
