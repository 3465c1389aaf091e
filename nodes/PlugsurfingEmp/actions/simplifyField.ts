import type { INodeProperties } from 'n8n-workflow';

/**
 * Returns the Simplify field: a few flat fields instead of the API's objects. Off by default, because saved
 * workflows rely on the objects.
 *
 * @param fields what is returned, to complete "Whether to return … instead of the raw data"
 */
export function simplifyField(fields: string, note = ''): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: false,
		description:
			`Whether to return ${fields} instead of the raw data. Recommended for tables and AI agents. ${note}`.trim(),
	};
}
