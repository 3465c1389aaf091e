import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const HEAD = ['| Field | Default | What it is for |', '|---|---|---|'];

/** Fields that nobody sees, or that only say something. */
const SILENT = new Set(['hidden', 'notice']);

function isField(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

function isChoice(option: object): option is INodePropertyOptions {
	return 'value' in option;
}

/** A text of the panel as Markdown for a cell of a table. */
function cell(text: string): string {
	return text
		.replace(/<\/?b>/g, '**')
		.replace(/</g, '&lt;')
		.replace(/[|*_](?<!\*\*)(?!\*)/g, '\\$&')
		.replace(/(\{[^}]*\})/g, '`$1`')
		.replace(/\s+/g, ' ')
		.trim();
}

/** The options to choose from. */
export function choicesOf(field: INodeProperties): INodePropertyOptions[] {
	return (field.options ?? []).filter(isChoice);
}

function isEmpty(value: unknown): boolean {
	const isObject = typeof value === 'object' && value !== null;
	// A resource locator, or a resource mapper.
	if (isObject && ('mode' in value || 'mappingMode' in value)) return true;
	return (
		value === '' ||
		value === '{}' ||
		value === undefined ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** The default in the words of the panel; of a field that has to be added first it is what it then holds. */
function shownDefault(field: INodeProperties): string {
	const value: unknown = field.default;
	if (isEmpty(value)) return '';
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const names = [value].flat().map((one) => {
		const choice = choicesOf(field).find((candidate) => candidate.value === one);
		return choice ? choice.name : String(one);
	});
	return names.join(', ');
}

/** A text as a sentence. */
export function sentence(text: string): string {
	return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

function purpose(field: INodeProperties): string {
	const says = sentence(cell(field.description ?? field.hint ?? ''));
	const modes = (field.modes ?? []).map(({ displayName }) => displayName);
	const choices = choicesOf(field).map(({ name, description = '' }) =>
		description ? `**${name}** (${cell(description).replace(/\.$/, '')})` : `**${name}**`,
	);
	const [several, options] = [field.type === 'multiOptions', [...modes, ...choices].join('; ')];
	return [says, options && `${several ? 'Any of' : 'One of'}: ${options}.`]
		.filter(Boolean)
		.join(' ');
}

function row(field: INodeProperties, group?: string): string {
	const name = group ? `${group} → ${field.displayName}` : field.displayName;
	const needed = field.required === true && isEmpty(field.default) ? ' (required)' : '';
	return `| **${name}**${needed} | ${shownDefault(field)} | ${purpose(field)} |`;
}

/** What can be filled in, a row for each field as it is found in the panel. */
export function fieldTable(fields: readonly INodeProperties[]): string {
	const rows = fields
		.filter(({ type }) => !SILENT.has(type))
		.flatMap((field) =>
			field.type === 'collection'
				? (field.options ?? []).filter(isField).map((inner) => row(inner, field.displayName))
				: [row(field)],
		);
	return [...HEAD, ...rows].join('\n');
}
