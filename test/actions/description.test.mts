import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	NodeHelpers,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { PlugsurfingEmpApi } from '../../credentials/PlugsurfingEmpApi.credentials.ts';
import { PlugsurfingEmp } from '../../nodes/PlugsurfingEmp/PlugsurfingEmp.node.ts';
import { loadPackage, PACKAGE } from '../engine/engine.mts';

// Needed where the tables of tests are made; that it is the built one's is the first test.
const description: INodeTypeDescription = new PlugsurfingEmp().description;

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

function isField(option: object): option is INodeProperties {
	return 'displayName' in option && 'type' in option;
}

function isChoice(option: object): option is INodePropertyOptions {
	return 'value' in option;
}

function innerFields(field: INodeProperties): INodeProperties[] {
	return (field.options ?? []).filter(isField);
}

function choices(field: INodeProperties | undefined): INodePropertyOptions[] {
	return (field?.options ?? []).filter(isChoice);
}

/** For which values of another field a field is shown. */
function shownFor(field: INodeProperties, other: string): unknown[] {
	const values: unknown = field.displayOptions?.show?.[other];
	return Array.isArray(values) ? values : [];
}

function fieldsOf(name: string): INodeProperties[] {
	const [resource, operation] = name.split('.');
	return description.properties.filter(
		(field) =>
			shownFor(field, 'resource').includes(resource) &&
			shownFor(field, 'operation').includes(operation),
	);
}

const resources = choices(description.properties.find(({ name }) => name === 'resource'));
const operationFields = description.properties.filter(({ name }) => name === 'operation');
const operations = operationFields.flatMap((field) =>
	choices(field).map((choice) => ({
		...choice,
		name: `${String(shownFor(field, 'resource')[0])}.${String(choice.value)}`,
	})),
);
const everyField = description.properties.flatMap((field) => [field, ...innerFields(field)]);

/** A field of design.md, section 2: its label, type, default and choices are what saved workflows depend on. */
interface Promised {
	name: string;
	type: INodeProperties['type'];
	default?: unknown;
	required?: true;
	label?: string;
	values?: string[];
	modes?: string[];
}

const chargingKeyId: Promised = {
	name: 'chargingKeyId',
	type: 'resourceLocator',
	required: true,
	modes: ['list', 'id'],
};
const sessionId: Promised = { name: 'sessionId', type: 'string', default: '', required: true };
function execution(maxConcurrent = 10): Promised[] {
	return [
		{ name: 'options.maxConcurrent', type: 'number', default: maxConcurrent },
		{ name: 'options.maxRetries', type: 'number', default: 4 },
	];
}
const perItem = execution();
const list: Promised[] = [
	{ name: 'returnAll', type: 'boolean', default: false },
	{ name: 'limit', type: 'number', default: 50 },
	...perItem,
];
function waiting(name: string, timeout: number): Promised[] {
	return [
		{ name: `options.${name}`, type: 'boolean', default: false },
		{ name: 'options.timeout', type: 'number', default: timeout },
		{ name: 'options.pollInterval', type: 'number', default: 5 },
	];
}

const simplify: Promised = {
	name: 'simplify',
	type: 'boolean',
	default: false,
	label: 'Simplify',
};

const searching: Promised[] = [
	simplify,
	{ name: 'limit', type: 'number', default: 50 },
	{ name: 'filters.additional', type: 'json', default: '{}' },
	{ name: 'filters.capabilities', type: 'multiOptions' },
	{ name: 'filters.connectorStandards', type: 'multiOptions' },
	{ name: 'filters.locationStatuses', type: 'multiOptions' },
	{ name: 'filters.minPower', type: 'number', label: 'Min Power (kW)' },
	{ name: 'filters.open247', type: 'boolean' },
	{ name: 'filters.powerType', type: 'options', values: ['AC', 'DC'] },
	{ name: 'options.aggregationPrecision', type: 'number' },
	{ name: 'options.filterEvsesAndConnectors', type: 'boolean', default: false },
	{ name: 'options.language', type: 'options' },
	{
		name: 'options.output',
		type: 'options',
		default: 'locations',
		values: ['aggregates', 'connectors', 'locations'],
	},
	...perItem,
];
const around: Promised[] = [{ name: 'distance', type: 'number', default: 3000 }, ...searching];

const PROMISED: Record<string, Promised[]> = {
	'chargingKey.create': [
		{
			name: 'keyIdentifier',
			type: 'string',
			default: '',
			required: true,
			label: 'Key Identifier',
		},
		{ name: 'visualNumber', type: 'string', default: '', required: true, label: 'Visual Number' },
		{ name: 'additionalFields.contractId', type: 'string', default: '' },
		{ name: 'additionalFields.enabled', type: 'boolean', default: true },
		{ name: 'additionalFields.fleetId', type: 'string', default: '' },
		{
			name: 'additionalFields.byteOrder',
			type: 'options',
			default: 'littleEndian',
			values: ['bigEndian', 'littleEndian'],
		},
		...perItem,
	],
	'chargingKey.getAll': [
		...list,
		{ name: 'filters.fleetId', type: 'string', default: '' },
		{ name: 'filters.status', type: 'options', values: ['disabled', 'enabled'] },
		{ name: 'filters.validToBefore', type: 'dateTime', default: '' },
	],
	'chargingKey.export': [
		{ name: 'format', type: 'options', default: 'csv', values: ['csv', 'json', 'ndjson'] },
		{ name: 'filters.fleetId', type: 'string', default: '' },
		{ name: 'filters.status', type: 'options', values: ['disabled', 'enabled'] },
		{ name: 'filters.validToBefore', type: 'dateTime', default: '' },
		{ name: 'options.binaryPropertyName', type: 'string', default: 'data' },
		{ name: 'options.byteOrderMark', type: 'boolean', default: false },
		{
			name: 'options.delimiter',
			type: 'options',
			default: 'comma',
			values: ['comma', 'semicolon', 'tab'],
		},
		{ name: 'options.fileName', type: 'string', default: '' },
		{ name: 'options.identifiersAsText', type: 'boolean', default: false },
		{ name: 'options.keepFormulas', type: 'boolean', default: false },
		...execution(3),
	],
	'chargingKey.enable': [chargingKeyId, ...perItem],
	'chargingKey.disable': [chargingKeyId, ...perItem],
	'order.getAll': [
		...list,
		{ name: 'filters.fromDate', type: 'dateTime', default: '', label: 'Created After' },
		{ name: 'filters.toDate', type: 'dateTime', default: '', label: 'Created Before' },
		{ name: 'filters.status', type: 'string', default: '' },
	],
	'order.assign': [
		{ name: 'orderId', type: 'resourceLocator', required: true, modes: ['list', 'id'] },
		...perItem,
	],
	'order.create': [
		{ name: 'fleetId', type: 'string', default: '', required: true },
		{ name: 'productId', type: 'resourceLocator', required: true, modes: ['list', 'id'] },
		...[
			'firstName',
			'lastName',
			'companyName',
			'address',
			'addressLine2',
			'postalCode',
			'city',
			'country',
			'additionalInformation',
		].map((name): Promised => ({ name: `address.${name}`, type: 'string', default: '' })),
		{ name: 'printing', type: 'resourceMapper' },
		{ name: 'additional', type: 'json', default: '{}' },
		...perItem,
	],
	'product.getAll': list,
	'fleet.create': [
		{ name: 'fleetId', type: 'string', default: '', required: true },
		{ name: 'additionalFields.fleetName', type: 'string', default: '' },
		...perItem,
	],
	'fleet.rename': [
		{ name: 'fleetId', type: 'string', default: '', required: true },
		{ name: 'fleetName', type: 'string', default: '', required: true },
		...perItem,
	],
	'fleet.getInvitation': [
		{ name: 'fleetId', type: 'string', default: '', required: true },
		...perItem,
	],
	'session.start': [
		{ name: 'connectorId', type: 'resourceLocator', required: true, modes: ['list', 'id'] },
		chargingKeyId,
		...waiting('waitUntilStarted', 120),
		...execution(1),
	],
	'session.stop': [sessionId, ...waiting('waitUntilComplete', 300), ...perItem],
	'session.get': [sessionId, simplify, ...perItem],
	'location.search': [
		{ name: 'latitude', type: 'string', default: '', required: true },
		{ name: 'longitude', type: 'string', default: '', required: true },
		...around,
	],
	'location.searchArea': [
		{ name: 'topLatitude', type: 'string', default: '', required: true },
		{ name: 'bottomLatitude', type: 'string', default: '', required: true },
		{ name: 'leftLongitude', type: 'string', default: '', required: true },
		{ name: 'rightLongitude', type: 'string', default: '', required: true },
		{ name: 'returnAll', type: 'boolean', default: false },
		...searching,
	],
	'location.searchRoute': [
		{ name: 'route', type: 'string', default: '', required: true },
		...around,
	],
	'location.get': [
		{ name: 'locationId', type: 'string', default: '', required: true },
		simplify,
		{ name: 'options.keyIdentifier', type: 'string', default: '' },
		{ name: 'options.fleetId', type: 'string', default: '' },
		{ name: 'options.language', type: 'options' },
		...perItem,
	],
	'location.getAll': [
		...list,
		simplify,
		{ name: 'filters.lastUpdated', type: 'dateTime', default: '' },
		{ name: 'filters.countries', type: 'string', default: '' },
		{ name: 'filters.powerType', type: 'options', values: ['AC', 'DC'] },
	],
};

function fieldAt(fields: INodeProperties[], path: string): INodeProperties | undefined {
	const [name = '', ...rest] = path.split('.');
	const field = fields.find((candidate) => candidate.name === name);
	return field && rest.length > 0 ? fieldAt(innerFields(field), rest.join('.')) : field;
}

test('the built node is the one of these sources', async () => {
	const { type } = (await loadPackage()).getNode('plugsurfingEmp');
	expect(JSON.parse(JSON.stringify(type.description))).toMatchObject({
		properties: JSON.parse(JSON.stringify(description.properties)) as unknown,
	});
});

describe('what saved workflows depend on', () => {
	test('the names of the node and of its credential', () => {
		expect(description).toMatchObject({
			name: 'plugsurfingEmp',
			displayName: 'Plugsurfing EMP',
			version: 1,
			usableAsTool: true,
			credentials: [{ name: 'plugsurfingEmpApi', required: true }],
			sensitiveOutputFields: ['threeDSClientSecret'],
		});
	});

	const fields = Object.entries(PROMISED).flatMap(([operation, promised]) =>
		promised.map((field): [string, string, Promised] => [operation, field.name, field]),
	);

	test.each(fields)('%s has %s', (operation, path, promised) => {
		const field = fieldAt(fieldsOf(operation), path);
		const { label, values, modes } = promised;

		expect(field).toBeDefined();
		expect(field?.type).toBe(promised.type);
		expect(field?.required ?? false).toBe(promised.required ?? false);
		if ('default' in promised) expect(field?.default).toBe(promised.default);
		if (label !== undefined) expect(field?.displayName).toBe(label);
		if (values) expect(choices(field).map(({ value }) => value)).toEqual(values);
		if (modes) expect(field?.modes?.map(({ name }) => name)).toEqual(modes);
	});

	test('a new locator stands on the list', () => {
		const modes = ['chargingKey.enable', 'order.assign', 'session.start']
			.flatMap(fieldsOf)
			.filter(({ type }) => type === 'resourceLocator')
			.map((field) => [field.name, field.default]);
		expect(modes).toEqual([
			['chargingKeyId', { mode: 'list', value: '' }],
			['orderId', { mode: 'list', value: '' }],
			['connectorId', { mode: 'list', value: '' }],
			['chargingKeyId', { mode: 'list', value: '' }],
		]);
	});

	test.each([true, false])(
		'a saved connector keeps its mode, also where n8n leaves out defaults: %j',
		(withDefaults) => {
			const session = { resource: 'session', operation: 'start' };
			for (const value of ['abcJd/vR5fvzBa0X/gxaXA==', '']) {
				const connectorId = { __rl: true, mode: 'id', value };
				const node = { typeVersion: 1 };
				const stored = { ...session, connectorId };
				expect(
					NodeHelpers.getNodeParameters(
						description.properties,
						stored,
						withDefaults,
						false,
						node,
						description,
					),
				).toMatchObject({ connectorId });
			}
		},
	);

	test.each(Object.keys(PROMISED))('%s shows no field that nobody promised', (operation) => {
		const shown = fieldsOf(operation).filter(({ type }) => type !== 'notice');
		const paths = shown.flatMap((field) => {
			const inner = field.type === 'collection' ? innerFields(field) : [];
			return inner.length > 0 ? inner.map(({ name }) => `${field.name}.${name}`) : [field.name];
		});
		expect(paths.sort()).toEqual(PROMISED[operation]?.map(({ name }) => name).sort());
	});
});

describe('what the user reads', () => {
	test.each(['location.get', 'location.getAll'])(
		'%s says in one line that its address is inferred, and what to do if it fails',
		(operation) => {
			const notices = fieldsOf(operation).filter(({ type }) => type === 'notice');
			expect(notices.map(({ displayName }) => displayName)).toEqual([
				expect.stringMatching(/address of this request, so it is inferred\. If it fails .+\.$/),
			]);
		},
	);

	test('every promised operation is offered by a resource that is offered', () => {
		const names = operations.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(Object.keys(PROMISED)));
		for (const name of names) {
			expect(resources.map(({ value }) => value)).toContain(name.split('.')[0]);
		}
	});

	test.each(operations.map((operation) => [operation.name, operation] as const))(
		'%s has an action in sentence case and says what it is for',
		(_, { action, description: text }) => {
			expect(action).toMatch(/^[A-Z][a-z]+ [a-z ]+$/);
			expect(text).toMatch(/^[A-Z]/);
			expect(text).not.toBe(action);
		},
	);

	const named = everyField
		.filter(({ type }) => type !== 'notice')
		.map((field) => [`${field.displayName} (${field.name})`, field] as const);

	test.each(named)('the label and the texts of %s follow the guidelines of n8n', (_, field) => {
		const { displayName, description: text = '', placeholder = '', type } = field;
		const smallWords = new Set([
			'a',
			'and',
			'as',
			'at',
			'by',
			'for',
			'in',
			'of',
			'or',
			'the',
			'to',
		]);
		for (const word of displayName.split(' ')) {
			expect(smallWords.has(word) ? 'Small' : word).toMatch(/^[A-Z(\d]/);
		}
		// One sentence ends without a full stop, several end with one.
		if (text !== '') expect(text.endsWith('.')).toBe(/[.?!] [A-Z]/.test(text));
		if (type === 'boolean') expect(text).toMatch(/^Whether /);
		if (type === 'collection') expect(placeholder).toMatch(/^Add (Field|Filter|Option)$/);
		else if (placeholder !== '') expect(placeholder).toMatch(/^e\.g\. \S/);
		for (const mode of field.modes ?? []) {
			expect(mode.placeholder).toMatch(mode.type === 'list' ? /^Select an? .+…$/ : /^e\.g\. \S/);
		}
	});

	const texts = everyField.filter((field) => field.type === 'string' && field.default === '');
	test.each(texts.map((field) => [`${field.displayName} (${field.name})`, field] as const))(
		'%s, to be typed in, has an example',
		(_, { placeholder }) => {
			expect(placeholder).toMatch(/^e\.g\. /);
		},
	);

	test.each(
		everyField.filter(({ options }) => options).map((field) => [field.name, field] as const),
	)('what %s offers is sorted by its label', (_, field) => {
		const labels = (field.options ?? []).map((option) =>
			isField(option) ? option.displayName : option.name,
		);
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	});

	test.each(['chargingKey.getAll', 'order.getAll', 'location.getAll'])(
		'%s begins with the pair of fields that every list of n8n has',
		(operation) => {
			expect(fieldsOf(operation).slice(0, 2)).toMatchObject([
				{
					displayName: 'Return All',
					description: 'Whether to return all results or only up to a given limit',
				},
				{
					displayName: 'Limit',
					description: 'Max number of results to return',
					typeOptions: { minValue: 1 },
					displayOptions: { show: { returnAll: [false] } },
				},
			]);
		},
	);

	test('a list that can be searched has its method', () => {
		const methods = everyField
			.flatMap(({ modes = [] }) => modes)
			.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []);
		expect(new Set(methods)).toEqual(new Set(Object.keys(new PlugsurfingEmp().methods.listSearch)));
	});

	test.each(
		operationFields.map((field) => [String(shownFor(field, 'resource')[0]), field] as const),
	)('a new node finds an operation chosen for %s', (_, field) => {
		expect(choices(field).map(({ value }) => value)).toContain(field.default);
	});
});

describe('the credential', () => {
	test('has the fields that saved credentials depend on, the secrets of them masked', async () => {
		const { type } = (await loadPackage()).getCredential('plugsurfingEmpApi');
		expect(type).toMatchObject({ name: 'plugsurfingEmpApi', displayName: 'Plugsurfing EMP API' });
		const field = (name: string) => type.properties.find((candidate) => candidate.name === name);
		expect(field('environment')).toMatchObject({ type: 'options', default: 'production' });
		expect(choices(field('environment')).map(({ value }) => value)).toEqual([
			'production',
			'stage',
			'custom',
		]);
		expect(field('baseUrl')?.displayOptions).toEqual({ show: { environment: ['custom'] } });
		expect(field('apiKey')).toMatchObject({ required: true });
		for (const secret of ['apiKey', 'webhookSecret', 'webhookSecretNext']) {
			expect(field(secret)).toMatchObject({
				type: 'string',
				default: '',
				typeOptions: { password: true },
			});
		}
	});
});

describe('what n8n finds beside the node', () => {
	test('the icons of node and credential, for light and dark', async () => {
		const files = [
			...iconsIn(description.icon, join(DIST, 'nodes/PlugsurfingEmp')),
			...iconsIn(new PlugsurfingEmpApi().icon, join(DIST, 'credentials')),
		];
		expect(files).toHaveLength(4);
		for (const file of files) await expect(access(file)).resolves.toBeUndefined();
	});

	test('the codex, with categories and words to be found by', async () => {
		const { type, sourcePath } = (await loadPackage()).getNode('plugsurfingEmp');
		expect(dirname(sourcePath)).toContain('PlugsurfingEmp');
		const { codex } = type.description as INodeTypeDescription;
		expect(codex?.categories).toContain('Miscellaneous');
		expect(codex?.subcategories).toMatchObject({ AI: ['Tools'] });
		expect(codex?.alias).toEqual(expect.arrayContaining(['EV', 'RFID', 'charging']));

		const file = join(DIST, 'nodes/PlugsurfingEmp/PlugsurfingEmp.node.json');
		const { default: written } = (await import(file)) as { default: { node: string } };
		expect(written.node).toBe(`${PACKAGE}.plugsurfingEmp`);
	});
});

function iconsIn(icon: INodeTypeDescription['icon'], folder: string): string[] {
	const names = typeof icon === 'object' ? [icon.light, icon.dark] : [icon ?? ''];
	return names.map((name) => join(folder, name.replace('file:', '')));
}
