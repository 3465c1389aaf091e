import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

/** The parts of a field that saved workflows depend on. Labels and texts are not saved. */
export interface SavedField {
	type: string;
	default?: unknown;
	required?: true;
	/** The value is a list (`multipleValues`). */
	multiple?: true;
	/** Expressions are not evaluated (`noDataExpression`). */
	noExpression?: true;
	/** The values that can be chosen. */
	options?: string[];
	/** The modes of a resource locator. */
	modes?: string[];
	/** The fields that decide whether this one exists, and their values. */
	show?: Record<string, unknown[]>;
	hide?: Record<string, unknown[]>;
	/** The fields of a collection. */
	fields?: SavedFields;
}

export type SavedFields = Record<string, SavedField>;

/** The parts of a node that saved workflows depend on. */
export interface SavedNode {
	versions: number[];
	credentials: string[];
	inputs: number;
	outputs: number;
	webhooks: string[];
	/** By where they are: `` for all, `chargingKey` for a resource, `chargingKey.create` for an operation. */
	fields: Record<string, SavedFields>;
}

export type SavedNodes = Record<string, SavedNode>;

type Option = INodePropertyOptions | INodeProperties | INodePropertyCollection;

const OPERATION_FIELDS = ['resource', 'operation'];

/** Reduces the descriptions of nodes to what saved workflows depend on. */
export function savedNodes(descriptions: readonly INodeTypeDescription[]): SavedNodes {
	return Object.fromEntries(
		descriptions.map((description) => [description.name, savedNode(description)]),
	);
}

function savedNode(description: INodeTypeDescription): SavedNode {
	const { version, credentials = [], inputs, outputs, webhooks = [], properties } = description;
	const fields: Record<string, SavedFields> = {};
	for (const property of properties.filter(({ type }) => type !== 'notice')) {
		for (const place of placesOf(property)) {
			add((fields[place] ??= {}), property.name, savedField(property));
		}
	}
	return {
		versions: [version].flat(),
		credentials: credentials.map(({ name }) => name),
		inputs: inputs.length,
		outputs: outputs.length,
		webhooks: webhooks.map(({ httpMethod, path }) => `${String(httpMethod)} ${path}`),
		fields,
	};
}

function placesOf({ displayOptions }: INodeProperties): string[] {
	const resources = names(displayOptions?.show?.resource);
	const operations = names(displayOptions?.show?.operation);
	if (resources.length === 0) return [''];
	if (operations.length === 0) return resources;
	return resources.flatMap((resource) => operations.map((operation) => `${resource}.${operation}`));
}

function names(values: readonly unknown[] = []): string[] {
	return values.filter((value) => typeof value === 'string');
}

function savedField(property: INodeProperties): SavedField {
	const { type, required, typeOptions, noDataExpression, modes, displayOptions } = property;
	const options: Option[] = property.options ?? [];
	const values = options.flatMap((option) => ('value' in option ? [String(option.value)] : []));
	const fields: SavedFields = {};
	for (const option of options) {
		if ('values' in option) {
			add(fields, option.name, { type: 'group', fields: savedFields(option.values) });
		} else if ('type' in option) {
			add(fields, option.name, savedField(option));
		}
	}
	const show = conditions(displayOptions?.show);
	const hide = conditions(displayOptions?.hide);
	return {
		type,
		default: property.default,
		...(required && { required }),
		...(typeOptions?.multipleValues && { multiple: true }),
		...(noDataExpression && { noExpression: true }),
		...(values.length > 0 && { options: values }),
		...(modes && { modes: modes.map(({ name }) => name) }),
		...(show && { show }),
		...(hide && { hide }),
		...(Object.keys(fields).length > 0 && { fields }),
	};
}

function savedFields(properties: readonly INodeProperties[]): SavedFields {
	const fields: SavedFields = {};
	for (const property of properties) add(fields, property.name, savedField(property));
	return fields;
}

/** A name can be declared several times, under different conditions. */
function add(fields: SavedFields, name: string, field: SavedField): void {
	let key = name;
	for (let number = 2; key in fields; number++) key = `${name} (${number})`;
	fields[key] = field;
}

/** Without resource and operation, which say where the field is. */
function conditions(all: object = {}): Record<string, unknown[]> | undefined {
	const entries = Object.entries(all).filter(([name]) => !OPERATION_FIELDS.includes(name));
	return entries.length > 0
		? Object.fromEntries(entries.map(([name, values]) => [name, [values].flat()]))
		: undefined;
}
