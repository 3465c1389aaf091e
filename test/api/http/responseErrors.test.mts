import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { freePort } from '../../../host/freePort.mts';
import type { Simulator } from '../../../simulator/simulator.mts';
import { credentialFor, useSimulator, withSimulator } from '../../engine/againstSimulator.mts';
import { runNode } from '../../engine/engine.mts';

type Fault = Parameters<Simulator['faults']['add']>[0];

const simulator = useSimulator({ keys: 1200 });

/** Lists all keys and returns the failure as n8n shows it. */
async function failureOf(credential: ICredentialDataDecryptedObject = credentialFor(simulator())) {
	const { status, outputs, error } = await runNode({
		credential,
		parameters: { resource: 'chargingKey', operation: 'getAll', returnAll: true },
	});
	expect(status).toBe('error');
	expect(outputs).toEqual([]);
	return { message: error?.message ?? '', description: error?.description ?? '', error };
}

describe('what the user reads', () => {
	test('when the base URL is a different path of the API', async () => {
		const { message, description } = await failureOf(
			credentialFor(simulator(), { baseUrl: `${simulator().baseUrl}/v2` }),
		);
		expect(message).toBe(
			'Could not list the charging keys: Plugsurfing denied access (403): Missing Authentication Token [item 0]',
		);
		expect(description).toContain('there is nothing at this address: check the environment');
	});

	test('when nothing listens at the base URL', async () => {
		const port = await freePort();
		const { message, description } = await failureOf({
			environment: 'custom',
			baseUrl: `http://127.0.0.1:${port}/drive`,
			apiKey: 'any',
		});
		expect(message).toBe(
			`Could not list the charging keys: n8n could not connect to 127.0.0.1:${port} [item 0]`,
		);
		expect(description).toContain('check the Base URL');
		expect(description).toContain('(ECONNREFUSED)');
	});

	const faults: Array<[string, Fault, string]> = [
		[
			'a status 500',
			{ kind: 'status', status: 500, body: { message: 'Internal server error' } },
			"Plugsurfing's server could not handle the request (500): Internal server error",
		],
		[
			'an HTML page with status 200',
			{ kind: 'html' },
			'the response is an HTML page instead of a list of charging keys',
		],
		[
			'a response without the list',
			{ kind: 'withoutList' },
			'the response is a different object instead of a list of charging keys',
		],
		[
			'rows that are not keys',
			{ kind: 'withoutList', body: { keys: [null] } },
			'not all charging keys have the field keyIdentifier',
		],
	];

	test.each(faults)('on %s', async (_, fault, expected) => {
		simulator().faults.add(fault);
		const { message, description } = await failureOf();
		expect(message.startsWith('Could not list the charging keys: ')).toBe(true);
		expect(message).toContain(expected);
		expect(description).not.toBe('');
		expect(simulator().requests).toHaveLength(1);
	});

	test('on too many requests', () =>
		// Its own simulator: after a 429 nothing more is sent to the same base URL in this minute.
		withSimulator({ keys: 10 }, async (busy) => {
			busy.faults.add({ kind: 'status', status: 429, body: { message: 'Too many' } });
			const { message, description } = await failureOf(credentialFor(busy));
			expect(description).toContain('3,000 requests per minute');
			expect(message).toBe(
				'Could not list the charging keys: Plugsurfing received too many requests (429): Too many [item 0]',
			);
		}));

	test('on the third page, with the number of rows that arrived', async () => {
		simulator().faults.add({ kind: 'status', status: 503, after: 2 });
		const { message } = await failureOf();
		expect(message).toBe(
			"Could not list the charging keys: Plugsurfing's server could not handle the request (503): Service Unavailable. 2 pages with 1,000 charging keys had arrived; partial lists are never returned [item 0]",
		);
	});

	test('on a repeated cursor', async () => {
		simulator().faults.add({ kind: 'repeatedCursor', times: 'always', after: 1 });
		const { message } = await failureOf();
		expect(message).toContain('returned the same page marker (cursor) twice');
		expect(message).toContain('2 pages with 1,000 charging keys had arrived');
		expect(simulator().requests).toHaveLength(2);
	});
});

test('a redirect is rejected and its target never sees the API key', () =>
	withSimulator({ keys: 10 }, async (other) => {
		const location = `${other.baseUrl}/emp/v1/charging-keys`;
		simulator().faults.add({ kind: 'redirect', location });
		const { message } = await failureOf();
		expect(message).toContain('redirects are never followed');
		expect(other.requests).toEqual([]);
	}));

describe('the end of a list', () => {
	test.each([[''], [null]])('a cursor of %j ends the list', async (cursor) => {
		simulator().faults.add({ kind: 'cursor', cursor, after: 1 });
		const { outputs } = await runNode({
			credential: credentialFor(simulator()),
			parameters: { resource: 'chargingKey', operation: 'getAll', returnAll: true },
		});
		expect(outputs[0]).toHaveLength(1000);
		expect(simulator().requests).toHaveLength(2);
	});

	test('an empty page with a cursor does not end the list', async () => {
		simulator().faults.add({ kind: 'emptyPage', after: 1 });
		const { outputs } = await runNode({
			credential: credentialFor(simulator()),
			parameters: { resource: 'chargingKey', operation: 'getAll', returnAll: true },
		});
		expect(outputs[0]).toHaveLength(1200);
		expect(simulator().requests).toHaveLength(4);
	});
});

test.each([
	['a wrong key', {}],
	['a dead server', { baseUrl: 'http://127.0.0.1:9/drive' }],
	['an invalid base URL', { baseUrl: 'http://example.org/drive' }],
])('the error of %s contains neither the API key nor a header', async (_, changes) => {
	const secret = 'sk-very-secret-0123456789';
	const { error } = await failureOf(credentialFor(simulator(), { apiKey: secret, ...changes }));
	const everything = JSON.stringify(error, (_key, value: unknown) =>
		value instanceof Error
			? [Object.entries(value), value.message, value.stack, value.cause]
			: value,
	);
	expect(everything).toContain('charging keys'.slice(0, 8));
	expect(everything).not.toContain(secret);
	expect(everything.toLowerCase()).not.toContain('x-api-key');
});
