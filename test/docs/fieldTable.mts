import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const HEAD = ['| Field | Default | What it is for |', '|---|---|---|'];

/** Fields that are hidden or only show text. */
const SILENT = new Set(['hidden', 'notice']);

function isField(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

function isChoice(option: object): option is INodePropertyOptions {
	return 'value' in option;
}

/** Text of the panel as Markdown for a table cell. */
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
	// A resource locator or a resource mapper.
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true;
	return (
		value === '' ||
		value === '{}' ||
		value === undefined ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** The default as the panel shows it; of an optional field, its value once added. */
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

/** Text as a sentence. */
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

/** A table with a row for each field, in the order of the panel. */
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
