import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';

import { at, objectAt, textAt } from '../../host/shape.mts';
import { readWorkflow } from '../../host/workflowFile.mts';
import { loadPackage, PACKAGE } from '../engine/engine.mts';
import { breakingChanges } from './breakingChanges.mts';
import type { SavedField, SavedNode } from './savedFields.mts';
import { currentNodes, folder, NEW_VERSION, readSnapshot } from './snapshot.mts';

describe('the snapshot', () => {
	test(`is up to date (npm run reference -- ${NEW_VERSION})`, () => {
		expect(breakingChanges(readSnapshot().nodes, currentNodes())).toEqual([]);
	});

	test('differs from version 1.0.0 only in what CHANGELOG.md says', () => {
		const first = readSnapshot(join(folder, '1.0.0', 'snapshot.json'));
		expect(breakingChanges(first.nodes, readSnapshot().nodes)).toEqual([
			// It never had an effect on files other than CSV.
			'plugsurfingEmp.chargingKey.export.options.keepFormulas is shown in fewer cases',
			'plugsurfingEmp.session.start.options.maxConcurrent: default was 10 and is 1',
			'plugsurfingEmpTrigger.secretEncoding is gone',
		]);
	});
});

describe('a change', () => {
	const field: SavedField = { type: 'string', default: 'a' };
	const choice: SavedField = { type: 'options', default: 'a', options: ['a', 'b'] };
	const dependent: SavedField = { ...field, show: { other: ['a'] } };

	function nodeWith(fields: Record<string, SavedField>, changes: Partial<SavedNode> = {}) {
		const node: SavedNode = {
			versions: [1],
			credentials: ['api'],
			inputs: 1,
			outputs: 1,
			webhooks: ['POST webhook'],
			fields: { 'key.get': fields },
		};
		return { node: { ...node, ...changes } };
	}

	test.each<[string, SavedField | undefined, SavedField | undefined, string]>([
		['rename a field', field, undefined, 'node.key.get.name is gone'],
		[
			'ask for a new field',
			undefined,
			{ ...field, required: true, default: '' },
			'node.key.get.name is new and has to be filled in',
		],
		[
			'ask for an old field',
			{ type: 'string', default: '' },
			{ type: 'string', default: '', required: true },
			'node.key.get.name has to be filled in now',
		],
		[
			'change a default',
			field,
			{ ...field, default: 'b' },
			'node.key.get.name: default was "a" and is "b"',
		],
		[
			'change what a locator has chosen',
			{ ...field, default: { mode: 'id', value: 'a' } },
			{ ...field, default: { mode: 'id', value: '' } },
			'node.key.get.name: default was {"mode":"id","value":"a"} and is ""',
		],
		[
			'change a type',
			field,
			{ ...field, type: 'number' },
			'node.key.get.name: type was "string" and is "number"',
		],
		[
			'rename an option',
			choice,
			{ ...choice, options: ['a', 'B'] },
			'node.key.get.name: option b is gone',
		],
		[
			'take away a mode',
			{ ...field, modes: ['list', 'id'] },
			{ ...field, modes: ['id'] },
			'node.key.get.name: mode list is gone',
		],
		[
			'make a value a list',
			field,
			{ ...field, multiple: true },
			'node.key.get.name: list of values was false and is true',
		],
		[
			'forbid expressions',
			field,
			{ ...field, noExpression: true },
			'node.key.get.name takes no expression any more',
		],
		['show a field in fewer cases', field, dependent, 'node.key.get.name is shown in fewer cases'],
		[
			'hide a field in more cases',
			field,
			{ ...field, hide: { other: ['a'] } },
			'node.key.get.name is shown in fewer cases',
		],
		[
			'rename a field of a collection',
			{ type: 'collection', default: {}, fields: { old: field } },
			{ type: 'collection', default: {}, fields: { new: field } },
			'node.key.get.name.old is gone',
		],
	])('may not %s', (_change, before, now, says) => {
		const nodes = nodeWith(before ? { name: before } : {});
		expect(breakingChanges(nodes, nodeWith(now ? { name: now } : {}))).toEqual([says]);
	});

	test.each<[string, Partial<SavedNode>, string[]]>([
		['drop an operation', { fields: {} }, ['node.key.get.name is gone']],
		['drop a version', { versions: [2] }, ['node: version 1 is gone']],
		['rename the credential', { credentials: ['other'] }, ['node: credential api is gone']],
		['move the webhook', { webhooks: ['POST x'] }, ['node: webhook POST webhook is gone']],
		['add an output', { outputs: 2 }, ['node: number of outputs was 1 and is 2']],
	])('may not %s', (_change, changes, says) => {
		const nodes = nodeWith({ name: field });
		expect(breakingChanges(nodes, nodeWith({ name: field }, changes))).toEqual(says);
	});

	test('may not drop a node', () => {
		expect(breakingChanges(nodeWith({}), {})).toEqual(['node is gone']);
	});
});

/** n8n adds these to polling nodes and to tools. */
const N8N_FIELDS = ['pollTimes', 'descriptionType', 'toolDescription'];

const saved = readdirSync(join(folder, '1.0.0', 'workflows')).flatMap((file) =>
	readWorkflow(file, join(folder, '1.0.0', 'workflows'))
		.nodes.filter((node) => textAt(node, 'type').startsWith(`${PACKAGE}.`))
		.map((node) => [`${file}: ${textAt(node, 'name')}`, node] as const),
);

test.each(saved)('n8n finds every value of %s', async (_name, node) => {
	const name = textAt(node, 'type').replace(`${PACKAGE}.`, '').replace(/Tool$/, '');
	const type = (await loadPackage()).getNode(name).type;
	const { description } = NodeHelpers.getVersionedNodeType(type, Number(at(node, 'typeVersion')));
	const parameters = Object.fromEntries(
		Object.entries(objectAt(node, 'parameters')).filter(([field]) => !N8N_FIELDS.includes(field)),
	) as INodeParameters;
	const current = { ...node, parameters } as unknown as INode;
	const { properties } = description;
	expect(
		NodeHelpers.getNodeParameters(properties, parameters, true, false, current, description),
	).toMatchObject(parameters);
	expect(NodeHelpers.getNodeParametersIssues(properties, current, description)).toBeNull();
});
