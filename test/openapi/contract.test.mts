import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Contract, CONTRACT_FILE } from '../../simulator/contract.mts';
import { at, exampleRequest, examples, operations } from '../support/openapiDocument.mts';

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

	test('fails validation if it is broken', async () => {
		const broken = join(folder, 'broken.yaml');
		const text = await readFile(CONTRACT_FILE, 'utf8');
		await writeFile(broken, text.replace('operationId: getSession', 'operationId: [getSession]'));
		await expect(command(validator, broken)).rejects.toMatchObject({
			code: 1,
			stdout: expect.stringContaining('"valid": false') as string,
		});
	});
});

describe('the examples', () => {
	test('exist for every operation with bodies', () => {
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

	test.each(examples)('$operationId $status $name matches the contract', async (example) => {
		const { status, value } = example;
		const contract = await Contract.load();
		const request = { ...exampleRequest(example), headers: JSON_HEADERS, body: value };
		const operation = contract.operationFor(request.method, request.path);
		if (!operation) throw new Error(`No operation for ${request.path}`);
		expect(operation.operationId).toBe(example.operationId);
		expect(
			status === undefined
				? contract.requestViolations(operation, request)
				: contract.responseViolations(operation, { status, body: value }),
		).toEqual([]);
	});

	test.each(operations.filter(({ method }) => method === 'GET'))(
		'the parameters of $operationId match the contract',
		async (operation) => {
			const contract = await Contract.load();
			const request = { ...exampleRequest(operation), headers: {}, body: undefined };
			const matched = contract.operationFor(request.method, request.path);
			if (!matched) throw new Error(`No operation for ${request.path}`);
			expect(contract.requestViolations(matched, request)).toEqual([]);
		},
	);

	test('tolerate unknown fields, but not missing or wrong ones', async () => {
		const contract = await Contract.load();
		const operation = contract.operationFor('GET', '/emp/v1/charging-keys');
		const page = examples.find(({ operationId }) => operationId === 'listChargingKeys')?.value;
		if (!operation) throw new Error('No operation');
		const wrong = (body: unknown) => contract.responseViolations(operation, { status: 200, body });
		expect(wrong(Object.assign({}, page, { unheardOf: 1 }))).toEqual([]);
		expect(wrong({ keys: [{ keyIdentifier: '3633e0e0' }] })).not.toEqual([]);
		expect(wrong({})).not.toEqual([]);
		expect(wrong({ keys: [], cursor: 1 })).not.toEqual([]);
		expect(wrong(undefined)).not.toEqual([]);
		expect(contract.responseViolations(operation, { status: 418, body: {} })).not.toEqual([]);
	});
});

test('the generated types are up to date (npm run contract)', async () => {
	const fresh = join(folder, 'contract.ts');
	await command('openapi-typescript/bin/cli.js', CONTRACT_FILE, '-o', fresh);
	const config = join(ROOT, '.prettierrc.json');
	await command('prettier/bin/prettier.cjs', '--config', config, '--write', fresh);
	expect(await readFile(TYPES, 'utf8')).toBe(await readFile(fresh, 'utf8'));
}, 30_000);

const JSON_HEADERS = { 'content-type': 'application/json' };
