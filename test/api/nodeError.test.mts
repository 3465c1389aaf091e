import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { useSimulator } from '../engine/againstSimulator.mts';
import { expectError, results, runOperation } from '../engine/operation.mts';

const simulator = useSimulator({ keys: 1 });

/** The codes whose messages n8n rewrites, from n8n's own source: it does not export them. */
function codesOfN8n(): string[] {
	const entry = createRequire(__filename).resolve('n8n-workflow');
	const source = readFileSync(join(dirname(entry), 'errors/abstract/node.error.js'), 'utf8');
	const table = /const COMMON_ERRORS = \{(.*?)\n\s*\};/s.exec(source)?.[1] ?? '';
	return Array.from(table.matchAll(/^\s+([A-Z_]+):/gm), ([, code = '']) => code);
}

const codes = codesOfN8n();

test("the table of n8n's codes is found", () => {
	expect(codes).toEqual(expect.arrayContaining(['ECONNREFUSED', 'EEXIST', 'EPERM', 'GETADDRINFO']));
});

describe.each(codes)('text with %s', (code) => {
	const said = `Tenant ${code.toLowerCase()} (${code}) does not exist`;

	test('from the API reaches the user of a run that stops', async () => {
		simulator().faults.add({ kind: 'status', status: 400, body: { message: said } });
		const result = await runOperation(simulator(), 'chargingKey.getAll', {});
		expectError(
			result,
			`Could not list the charging keys: Plugsurfing rejected the request as invalid (400): ${said}`,
		);
	});

	test('from the API reaches the error item', async () => {
		simulator().faults.add({ kind: 'status', status: 400, body: { message: said } });
		const { outputs } = await runOperation(
			simulator(),
			'chargingKey.getAll',
			{},
			{ onError: 'continueErrorOutput' },
		);
		expect(outputs[1]?.map(({ json }) => json.error)).toEqual([
			`Could not list the charging keys: Plugsurfing rejected the request as invalid (400): ${said} [item 0]`,
		]);
	});

	test('in a rejected field reaches the user', async () => {
		const result = await runOperation(simulator(), 'chargingKey.create', {
			keyIdentifier: code,
			visualNumber: '1',
		});
		expect(results(result)).toEqual([]);
		expect(result.error?.message).toContain('"Key Identifier"');
		expect(result.error?.message).toContain(code);
	});
});
