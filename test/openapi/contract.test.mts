import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Contract, CONTRACT_FILE } from '../../simulator/contract.mts';
import { at, exampleRequest, examples, operations } from '../support/openapiDocument.mts';
import { textWith } from '../support/matching.mts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TYPES = join(ROOT, 'nodes/PlugsurfingEmp/api/contract.generated.ts');

/** Runs the command of a package: those used here are ES modules, which jest cannot load. */
function command(file: string, ...args: string[]) {
	return run(process.execPath, [join(ROOT, 'node_modules', file), ...args], { cwd: ROOT });
}

let folder = '';
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'contract-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the document', () => {
	const validator = '@seriousme/openapi-schema-validator/bin/validate-api-cli.js';

	test('is valid OpenAPI 3.1', async () => {
		expect(at('openapi')).toBe('3.1.0');
		const { stdout } = await command(validator, CONTRACT_FILE);
		expect(JSON.parse(stdout)).toEqual({ valid: true });
	});

	test('would be found out if it were not', async () => {
		const broken = join(folder, 'broken.yaml');
		const text = await readFile(CONTRACT_FILE, 'utf8');
		await writeFile(broken, text.replace('operationId: getSession', 'operationId: [getSession]'));
		await expect(command(validator, broken)).rejects.toMatchObject({
			code: 1,
			stdout: textWith('"valid": false'),
		});
	});

	test('has all endpoints that the package uses', () => {
		expect(
			operations.map(({ operationId, method, path }) => `${operationId}: ${method} ${path}`).sort(),
		).toEqual([
			'assignOrder: POST /emp/v1/order/{orderId}/assign',
			'createChargingKey: POST /emp/v1/charging-keys',
			'createFleet: POST /emp/v1/fleets',
			'createOrder: POST /emp/v1/orders',
			'disableChargingKey: PUT /emp/v1/charging-keys/{keyIdentifier}/disable',
			'enableChargingKey: PUT /emp/v1/charging-keys/{keyIdentifier}/enable',
			'getFleetInvitation: GET /emp/v1/fleets/{fleetId}/invitation',
			'getLocation: GET /v1/geosearch/{locationId}',
			'getSession: GET /emp/v1/sessions/{sessionId}',
			'listChargingKeys: GET /emp/v1/charging-keys',
			'listLocations: GET /v1/geosearch/batch',
			'listOrders: GET /emp/v1/orders',
			'listProducts: GET /emp/v1/products',
			'renameFleet: PUT /emp/v1/fleets/{fleetId}/rename',
			'searchLocations: POST /v1/geosearch/radius',
			'searchLocationsInRectangle: POST /v1/geosearch/rectangle',
			'startSession: POST /emp/v1/sessions/start',
			'stopSession: POST /emp/v1/sessions/{sessionId}/stop',
		]);
		expect(at('servers')).toEqual([
			expect.objectContaining({ url: 'https://drive-api.plugsurfing.com/drive' }),
			expect.objectContaining({ url: 'https://drive-api-stage.plugsurfing.com/drive' }),
		]);
	});

	/** Error statuses as the page lists them. */
	test.each([
		['listChargingKeys', [403, 500]],
		['createChargingKey', [400, 409, 500]],
		['enableChargingKey', [403, 404, 500]],
		['disableChargingKey', [403, 404, 500]],
		['listOrders', [500]],
		['assignOrder', [500]],
		['createOrder', [400]],
		['listProducts', [403]],
		['createFleet', [400]],
		['renameFleet', [400, 404]],
		['getFleetInvitation', [404]],
		['startSession', [400, 500]],
		['stopSession', [400, 500]],
		['getSession', [400, 404, 500]],
		['searchLocations', [400, 403]],
		['searchLocationsInRectangle', [400, 403]],
		['listLocations', [400, 403]],
		['getLocation', [400, 403, 404]],
	])('%s has the documented errors, and 401 and 429', (operationId, statuses) => {
		const { path = '', method = '' } =
			operations.find((one) => one.operationId === operationId) ?? {};
		const responses = at('paths', path, method.toLowerCase(), 'responses');
		for (const status of [200, ...statuses, 401, 429]) {
			expect(responses).toHaveProperty(String(status));
		}
	});
});

describe('the examples', () => {
	test('are there for every operation that has bodies', () => {
		const good = examples
			.filter(({ status }) => status === 200)
			.map(({ operationId }) => operationId);
		const all = operations.map(({ operationId }) => operationId);
		expect([...new Set(good)]).toEqual(all.filter((operationId) => operationId !== 'stopSession'));
		const requests = examples.filter(({ status }) => status === undefined);
		expect([...new Set(requests.map(({ operationId }) => operationId))]).toEqual([
			'createChargingKey',
			'createOrder',
			'createFleet',
			'renameFleet',
			'startSession',
			'searchLocations',
			'searchLocationsInRectangle',
		]);
	});

	test.each(examples)('$operationId $status $name keeps the contract', async (example) => {
		const { status, value } = example;
		const contract = await Contract.load();
		const request = { ...exampleRequest(example), headers: JSON_HEADERS, body: value };
		const operation = contract.operationFor(request.method, request.path);
		if (!operation) throw new Error(`No operation for ${request.path}`);
		expect(operation.operationId).toBe(example.operationId);
		expect(
			status === undefined
				? contract.wrongWithRequest(operation, request)
				: contract.wrongWithAnswer(operation, { status, body: value }),
		).toEqual([]);
	});

	test.each(operations.filter(({ method }) => method === 'GET'))(
		'the parameters of $operationId keep the contract',
		async (operation) => {
			const contract = await Contract.load();
			const request = { ...exampleRequest(operation), headers: {}, body: undefined };
			const matched = contract.operationFor(request.method, request.path);
			if (!matched) throw new Error(`No operation for ${request.path}`);
			expect(contract.wrongWithRequest(matched, request)).toEqual([]);
		},
	);

	test('tolerate unknown fields, but not missing or wrong ones', async () => {
		const contract = await Contract.load();
		const operation = contract.operationFor('GET', '/emp/v1/charging-keys');
		const page = examples.find(({ operationId }) => operationId === 'listChargingKeys')?.value;
		if (!operation) throw new Error('No operation');
		const wrong = (body: unknown) => contract.wrongWithAnswer(operation, { status: 200, body });
		expect(wrong(Object.assign({}, page, { unheardOf: 1 }))).toEqual([]);
		expect(wrong({ keys: [{ keyIdentifier: '3633e0e0' }] })).not.toEqual([]);
		expect(wrong({})).not.toEqual([]);
		expect(wrong({ keys: [], cursor: 1 })).not.toEqual([]);
		expect(wrong(undefined)).not.toEqual([]);
		expect(contract.wrongWithAnswer(operation, { status: 418, body: {} })).not.toEqual([]);
	});
});

test('the generated types are those of the document (if not: npm run contract)', async () => {
	const fresh = join(folder, 'contract.ts');
	await command('openapi-typescript/bin/cli.js', CONTRACT_FILE, '-o', fresh);
	const config = join(ROOT, '.prettierrc.json');
	await command('prettier/bin/prettier.cjs', '--config', config, '--write', fresh);
	expect(await readFile(TYPES, 'utf8')).toBe(await readFile(fresh, 'utf8'));
}, 30_000);

const JSON_HEADERS = { 'content-type': 'application/json' };
