import type { INodeProperties } from 'n8n-workflow';

/** Notice that the path of an operation is inferred (docs/api-facts.md#geosearch). */
export const inferredPath: INodeProperties = {
	displayName:
		'Plugsurfing does not publish the address of this request, so it is inferred. If it fails although <b>Search</b> works, ask Plugsurfing for the address and use the HTTP Request node with the same credential.',
	name: 'inferredPath',
	type: 'notice',
	default: '',
};
