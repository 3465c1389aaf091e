import type { INodeProperties } from 'n8n-workflow';

type Option = NonNullable<INodeProperties['options']>[number];

function isField(option: Option): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

/** Returns the declaration of the field at a path such as `filters.fleetId`; undefined if there is none. */
export function findField(fields: INodeProperties[], path: string): INodeProperties | undefined {
	const [name, ...rest] = path.split('.');
	const field = fields.find((candidate) => candidate.name === name);
	if (!field || rest.length === 0) return field;
	return findField((field.options ?? []).filter(isField), rest.join('.'));
}
