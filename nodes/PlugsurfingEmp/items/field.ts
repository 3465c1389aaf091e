import type { INodeProperties } from 'n8n-workflow';
import { assert } from 'n8n-workflow';

/** The declaration of the field at a path such as `filters.fleetId`: its label and default live only there. */
export function fieldAt(fields: INodeProperties[], path: string): INodeProperties {
	const [name = '', ...rest] = path.split('.');
	const field = fields.find((candidate) => candidate.name === name);
	assert(field, `No field is declared at ${path}`);
	if (rest.length === 0) return field;
	const inner = (field.options ?? []).filter(
		(option) => 'displayName' in option && 'type' in option,
	);
	return fieldAt(inner, rest.join('.'));
}
