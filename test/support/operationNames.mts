import { PlugsurfingEmp } from '../../nodes/PlugsurfingEmp/PlugsurfingEmp.node.ts';

/** All operations of the node, such as `session.start`. */
export const operationNames: readonly string[] = new PlugsurfingEmp().description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) => {
		const resources: unknown = displayOptions?.show?.resource;
		const [resource] = Array.isArray(resources) ? (resources as unknown[]) : [];
		return options.flatMap((option) =>
			'value' in option ? [`${String(resource)}.${String(option.value)}`] : [],
		);
	});
