import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { loadOutputSchema } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import { parse } from 'yaml';

import { CONTRACT_FILE } from '../../simulator/contract.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { outputSchemas } from '../engine/newerFeatures.mts';
import { byId, results, runOperation } from '../engine/operation.mts';
import { ExampleAccount } from '../support/exampleAccount.mts';
import { exampleOf } from '../support/examples.mts';
import { operationNames } from '../support/operationNames.mts';
import { KEY, NEW_KEY, ORDER, SESSION, START } from '../support/pageExamples.mts';

const { describe, test } = outputSchemas;

/** A part of a schema, as n8n shows it before the first run. */
interface Shape {
	type: string;
	properties?: Record<string, Shape>;
}

const simulator = useSimulator({
	keys: 30,
	orders: 30,
	locations: 200,
	sessionPace: { startsAfterMs: 0, completesAfterMs: 0 },
});
beforeEach(() => {
	simulator().chargingKeys.add(KEY);
	simulator().chargingKeys.add({ ...KEY, keyIdentifier: START.keyIdentifier });
});

/** Found next to the built node by n8n's own resolver. */
function schemaOf(name: string): Shape {
	const [resource, operation] = name.split('.');
	const nodeDir = fileURLToPath(new URL('../../dist/nodes/PlugsurfingEmp', import.meta.url));
	const schema = loadOutputSchema({ nodeDir, version: 1, resource, operation });
	if (!schema) throw new Error(`${name} has no output schema`);
	return schema as unknown as Shape;
}

test.each(operationNames)('%s has an output schema', (name) => {
	expect(schemaOf(name)).toMatchObject({
		type: 'object',
		version: 1,
		properties: expect.any(Object) as object,
	});
});

/** Where a value differs from a schema: unknown fields and other types. */
function differences(value: unknown, { type, properties = {} }: Shape, path = ''): string[] {
	if (typeOf(value) !== type && !(type === 'number' && typeOf(value) === 'integer')) {
		return [`${path} is ${typeOf(value)}, not ${type}`];
	}
	// An object without properties can be anything, such as a JSON Schema.
	if (type !== 'object' || Object.keys(properties).length === 0) return [];
	return Object.entries(value as object).flatMap(([name, inner]) => {
		const shape = properties[name];
		const place = `${path}.${name}`;
		return shape ? differences(inner, shape, place) : [`${place} is not in the schema`];
	});
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

/** Every field of a schema, by its path. */
function pathsOf({ properties = {} }: Shape, path = ''): string[] {
	return Object.entries(properties).flatMap(([name, inner]) => [
		`${path}.${name}`,
		...pathsOf(inner, `${path}.${name}`),
	]);
}

/** Every field that a value has, by its path. */
function fieldsIn(value: unknown, path = ''): string[] {
	if (typeOf(value) !== 'object') return [];
	return Object.entries(value as object).flatMap(([name, inner]) => [
		`${path}.${name}`,
		...fieldsIn(inner, `${path}.${name}`),
	]);
}

const running = () => simulator().sessions.start(SESSION.connectorId, 'any');
function complete(): string {
	const sessionId = running();
	simulator().sessions.stop(sessionId);
	return sessionId;
}
function startOn(connectorId: string): INodeParameters {
	return { connectorId: byId(connectorId), chargingKeyId: byId(START.keyIdentifier) };
}
const { keyIdentifier, visualNumber, fleetId } = NEW_KEY;
const create = { keyIdentifier, visualNumber, additionalFields: { fleetId } };

const wanted = { keyIdentifier: KEY.keyIdentifier, visualNumber: KEY.visualNumber };

/** Runs of operations whose example in the docs does not show every field. */
const RUNS: Record<string, Array<() => INodeParameters>> = {
	'chargingKey.create': [() => create],
	'chargingKey.sync': [
		() => ({ ...wanted, additionalFields: { enabled: !KEY.enabled } }),
		() => ({
			...wanted,
			visualNumber: 'V',
			additionalFields: { contractId: 'C', fleetId: 'F' },
		}),
	],
	'order.getAll': [() => ({ returnAll: true })],
	'order.create': [
		() => ({
			fleetId: simulator().chargingKeys.fleetIds[0] ?? '',
			productId: byId('Am07b6Q7JZ'),
			address: ORDER.address ?? {},
		}),
	],
	'order.assign': [() => ({ orderId: byId(ORDER.id) })],
	'session.start': [() => startOn(START.connectorId), () => startOn('c-asks-3ds')],
	'session.get': [() => ({ sessionId: running() }), () => ({ sessionId: complete() })],
	'location.getAll': [() => ({ returnAll: true })],
	'location.search': [() => ({ latitude: 52.52, longitude: 13.4, distance: 500_000 })],
	'location.searchArea': [
		() => ({
			topLatitude: 53,
			bottomLatitude: 52,
			leftLongitude: 13,
			rightLongitude: 14,
			returnAll: true,
		}),
	],
	'location.searchRoute': [() => ({ route: '[[52.52, 13.40], [48.14, 11.58]]', distance: 50_000 })],
};

async function exampleResults(name: string): Promise<unknown[]> {
	const account = await ExampleAccount.open();
	try {
		return await account.run(name, exampleOf(name).parameters(account));
	} finally {
		await account.close();
	}
}

async function resultsOf(name: string): Promise<unknown[]> {
	const runs = RUNS[name];
	if (!runs) return await exampleResults(name);
	const all: unknown[] = [];
	for (const parameters of runs) {
		const found = results(await runOperation(simulator(), name, parameters()));
		expect(found).not.toEqual([]);
		all.push(...found);
	}
	return all;
}

test.each(operationNames)(
	'the schema of %s has exactly the fields of its results, with their types',
	async (name) => {
		const schema = schemaOf(name);
		const answers = await resultsOf(name);

		expect(answers).not.toEqual([]);
		expect(answers.flatMap((answer) => differences(answer, schema))).toEqual([]);
		const seen = new Set(answers.flatMap((answer) => fieldsIn(answer)));
		expect(pathsOf(schema).filter((path) => !seen.has(path))).toEqual([]);
	},
);

test("the page's example of a session fits its schema, field by field", () => {
	const schema = schemaOf('session.get');
	expect(differences(SESSION, schema)).toEqual([]);
	expect(fieldsIn(SESSION).sort()).toEqual(pathsOf(schema).sort());
});

describe('against the contract', () => {
	/** Fields that only a reseller's documentation of the API has, not the official page. */
	const NOT_OF_THE_PAGE = [
		'.balanceAmountMinor',
		'.charger.city',
		'.charger.streetName',
		'.paymentMethod',
		'.transactions',
	];

	interface Schema {
		$ref?: string;
		type?: string | string[];
		properties?: Record<string, Schema>;
	}

	/** The types of all fields of a schema of the contract, by their path. */
	function typesOf(schemas: Record<string, Schema>, schema: Schema, path = ''): [string, string][] {
		const { $ref } = schema;
		const target = $ref === undefined ? schema : (schemas[$ref.split('/').pop() ?? ''] ?? {});
		const type = Array.isArray(target.type) ? target.type[0] : target.type;
		const inner = Object.entries(target.properties ?? {}).flatMap(([name, property]) =>
			typesOf(schemas, property, `${path}.${name}`),
		);
		return [[path, type ?? ''], ...inner];
	}

	test.each([
		['chargingKey.create', 'ChargingKey'],
		['chargingKey.enable', 'ChargingKey'],
		['chargingKey.disable', 'ChargingKey'],
		['chargingKey.get', 'ChargingKey'],
		['chargingKey.getAll', 'ChargingKey'],
		['order.assign', 'Order'],
		['order.getAll', 'Order'],
		['session.start', 'SessionStarted'],
		['session.get', 'Session'],
		['location.get', 'Location'],
		['location.getAll', 'Location'],
	])('the schema of %s matches %s', async (name, schemaName) => {
		const contract = parse(await readFile(CONTRACT_FILE, 'utf8')) as {
			components: { schemas: Record<string, Schema> };
		};
		const { schemas } = contract.components;
		const promised = typesOf(schemas, schemas[schemaName] ?? {}).filter(
			([path]) => !NOT_OF_THE_PAGE.includes(path),
		);
		expect(Object.fromEntries(typesOf({}, schemaOf(name)))).toEqual(Object.fromEntries(promised));
	});
});
