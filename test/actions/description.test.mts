import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import sharp from 'sharp';

import { PlugsurfingEmpApi } from '../../credentials/PlugsurfingEmpApi.credentials.ts';
import { PlugsurfingEmp } from '../../nodes/PlugsurfingEmp/PlugsurfingEmp.node.ts';
import { loadPackage, PACKAGE } from '../engine/engine.mts';

// The test tables need it at load time; the first test compares it with the built one.
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

/** The values of another field for which a field is shown. */
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

test('the built node matches the sources', async () => {
	const { type } = (await loadPackage()).getNode('plugsurfingEmp');
	expect(JSON.parse(JSON.stringify(type.description))).toMatchObject({
		properties: JSON.parse(JSON.stringify(description.properties)) as unknown,
	});
});

/** Fields are compared in test/savedWorkflows. */
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

	/** The parameters after n8n has opened and saved a workflow, or before it runs one. */
	function afterN8n(stored: INodeParameters, withDefaults: boolean): INodeParameters | null {
		const { properties } = description;
		const node = { typeVersion: 1 };
		return NodeHelpers.getNodeParameters(
			properties,
			stored,
			withDefaults,
			false,
			node,
			description,
		);
	}

	describe.each([
		['when n8n saves a workflow', false],
		['when n8n runs a workflow', true],
	])('%s', (_, withDefaults) => {
		test.each(['abcJd/vR5fvzBa0X/gxaXA==', ''])('the connector %j keeps its mode', (value) => {
			const connectorId = { __rl: true, mode: 'id', value };
			const stored = { resource: 'session', operation: 'start', connectorId };
			expect(afterN8n(stored, withDefaults)).toMatchObject({ connectorId });
		});

		test.each(['search', 'searchArea', 'searchRoute'])(
			'%s keeps Output where version 1.0.0 had it',
			(operation) => {
				const stored = { resource: 'location', operation, options: { output: 'connectors' } };
				const { options } = afterN8n(stored, withDefaults) ?? {};
				expect(options).toEqual(stored.options);
			},
		);

		test('a new search has Output as a field only', () => {
			const stored = { resource: 'location', operation: 'search', output: 'connectors' };
			const kept = afterN8n({ ...stored, options: { language: 'de' } }, withDefaults);
			expect(kept).toMatchObject({ output: 'connectors', options: { language: 'de' } });
			expect(kept).not.toHaveProperty('options.output');
		});
	});
});

describe('texts and fields', () => {
	test.each(['location.get', 'location.getAll'])(
		'%s says in one line that its path is inferred and what to do if it fails',
		(operation) => {
			const notices = fieldsOf(operation).filter(({ type }) => type === 'notice');
			expect(notices.map(({ displayName }) => displayName)).toEqual([
				expect.stringMatching(/address of this request, so it is inferred\. If it fails .+\.$/),
			]);
		},
	);

	test('no text refers to a position on the screen', async () => {
		const loader = await loadPackage();
		for (const name of ['plugsurfingEmp', 'plugsurfingEmpTrigger', 'plugsurfingEmpPollTrigger']) {
			const { description: shown } = loader.getNode(name).type;
			expect(JSON.stringify(shown).match(/"[^"]*\b(above|below)\b[^"]*"/g) ?? []).toEqual([]);
		}
	});

	test('every operation belongs to an offered resource', () => {
		for (const { name } of operations) {
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

	// Lint checks labels and descriptions (n8n-nodes-base/node-param-*).
	test.each(named)('the placeholders of %s follow the guidelines of n8n', (_, field) => {
		const { placeholder = '', type } = field;
		if (type === 'collection') expect(placeholder).toMatch(/^Add (Field|Filter|Option)$/);
		else if (placeholder !== '') expect(placeholder).toMatch(/^e\.g\. \S/);
		for (const mode of field.modes ?? []) {
			expect(mode.placeholder).toMatch(mode.type === 'list' ? /^Select an? .+…$/ : /^e\.g\. \S/);
		}
	});

	const texts = everyField.filter((field) => field.type === 'string' && field.default === '');
	test.each(texts.map((field) => [`${field.displayName} (${field.name})`, field] as const))(
		'the text field %s has an example',
		(_, { placeholder }) => {
			expect(placeholder).toMatch(/^e\.g\. /);
		},
	);

	test.each(
		everyField.filter(({ options }) => options).map((field) => [field.name, field] as const),
	)('the options of %s are sorted by label', (_, field) => {
		const labels = (field.options ?? []).map((option) =>
			isField(option) ? option.displayName : option.name,
		);
		expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b)));
	});

	test('every searchable list has a method', () => {
		const methods = everyField
			.flatMap(({ modes = [] }) => modes)
			.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []);
		expect(new Set(methods)).toEqual(new Set(Object.keys(new PlugsurfingEmp().methods.listSearch)));
	});

	test.each(
		operationFields.map((field) => [String(shownFor(field, 'resource')[0]), field] as const),
	)('a new node has a default operation for %s', (_, field) => {
		expect(choices(field).map(({ value }) => value)).toContain(field.default);
	});
});

describe('the credential', () => {
	test('never mentions the Base URL to a user of Production', () => {
		const rules: unknown = new PlugsurfingEmpApi().test.rules;
		expect(JSON.stringify(rules)).toContain('Check the environment');
		expect(JSON.stringify(rules)).not.toContain('Base URL');
	});

	test('has the fields that saved credentials depend on, with secrets masked', async () => {
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

describe('icons and hints', () => {
	test.each(['plugsurfingEmp.svg', 'plugsurfingEmp.dark.svg'])('%s is centred', async (file) => {
		const size = 600;
		const { info } = await sharp(join(DIST, 'nodes/PlugsurfingEmp', file), { density: 720 })
			.trim()
			.toBuffer({ resolveWithObject: true });
		const { width, height, trimOffsetLeft = 0, trimOffsetTop = 0 } = info;
		// Half a percent is a fifth of a pixel on the canvas.
		expect(Math.abs(width / 2 - trimOffsetLeft - size / 2)).toBeLessThan(3);
		expect(Math.abs(height / 2 - trimOffsetTop - size / 2)).toBeLessThan(3);
	});

	test('node and credential have icons for light and dark themes', async () => {
		const files = [
			...iconsIn(description.icon, join(DIST, 'nodes/PlugsurfingEmp')),
			...iconsIn(new PlugsurfingEmpApi().icon, join(DIST, 'credentials')),
		];
		expect(files).toHaveLength(4);
		for (const file of files) await expect(access(file)).resolves.toBeUndefined();
	});

	test('models that build workflows get hints, not on Operation itself, where n8n rejects them', () => {
		expect(description.builderHint?.searchHint).toContain('instead of HTTP Request');
		const hinted = operations.filter(({ builderHint }) => builderHint);
		expect(hinted.map(({ name }) => name)).toEqual([
			'chargingKey.export',
			'chargingKey.sync',
			'location.search',
			'order.create',
			'session.start',
		]);
		const related = description.builderHint?.relatedNodes?.map(({ nodeType }) => nodeType);
		expect(related).toEqual([
			`${PACKAGE}.plugsurfingEmpTrigger`,
			`${PACKAGE}.plugsurfingEmpPollTrigger`,
		]);
	});
});

function iconsIn(icon: INodeTypeDescription['icon'], folder: string): string[] {
	const names = typeof icon === 'object' ? [icon.light, icon.dark] : [icon ?? ''];
	return names.map((name) => join(folder, name.replace('file:', '')));
}
