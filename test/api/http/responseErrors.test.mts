import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { freePort } from '../../../host/freePort.mts';
import type { ApiRequest } from '../../../nodes/PlugsurfingEmp/api/http/request.ts';
import {
	dailyLimitError,
	insteadOf,
	isOk,
	responseError,
	unexpectedResponse,
} from '../../../nodes/PlugsurfingEmp/api/http/responseErrors.ts';
import type { Simulator } from '../../../simulator/simulator.mts';
import { credentialFor, useSimulator, withSimulator } from '../../engine/againstSimulator.mts';
import { runNode } from '../../engine/engine.mts';

type Fault = Parameters<Simulator['faults']['add']>[0];

const request: ApiRequest = { method: 'GET', path: '/', activity: 'read it', idempotent: true };

/** Ends with a full sentence. */
const ADVICE = /^[A-Z].{15,}\.$/;

test('a status is OK from 200 to 299', () => {
	expect([199, 200, 299, 300].map(isOk)).toEqual([false, true, true, false]);
});

test.each([
	[199, 'rejected', 'the server sent an unexpected response'],
	[300, 'rejected', 'the server redirected the request'],
	[399, 'rejected', 'the server redirected the request'],
	[400, 'rejected', 'Plugsurfing rejected the request as invalid'],
	[401, 'rejected', 'Plugsurfing did not accept the API key'],
	[403, 'rejected', 'Plugsurfing denied access'],
	[404, 'notFound', 'Plugsurfing did not find it'],
	[409, 'conflict', 'the server sent an unexpected response'],
	[429, 'rateLimited', 'Plugsurfing received too many requests'],
	[499, 'rejected', 'the server sent an unexpected response'],
	[500, 'serverError', "Plugsurfing's server could not handle the request"],
	[599, 'serverError', "Plugsurfing's server could not handle the request"],
])('status %i counts as %s: %s', (status, kind, reason) => {
	const { message, details } = responseError(request, { status, headers: {}, body: '' });
	expect(message).toContain(`Could not read it: ${reason}`);
	expect(message.endsWith(` (${status})`)).toBe(true);
	expect(details).toMatchObject({ kind, status, remedy: expect.stringMatching(ADVICE) as string });
});

test('a request can have its own reason for a status', () => {
	const statusReasons = { 404: { reason: 'it is gone', remedy: 'Make another.' } };
	const response = { status: 404, headers: {}, body: '' };
	expect(responseError({ ...request, statusReasons }, response)).toMatchObject({
		message: 'Could not read it: it is gone (404)',
		details: { kind: 'notFound', remedy: 'Make another.' },
	});
});

test.each([
	[{ message: 'a', error: 'b' }, 'a'],
	[{ message: '', error: 'b', errorText: 'c' }, 'b'],
	[{ errorText: 'c', errors: ['d'] }, 'c'],
	[{ errors: ['d'] }, '["d"]'],
	[' plain \n', 'plain'],
	[5, '5'],
	['x'.repeat(300), 'x'.repeat(300)],
	['x'.repeat(301), `${'x'.repeat(300)}…`],
	...['', '  ', null, undefined, {}, { message: '' }, '<html>', { message: '\n <p>' }].map(
		(body): [unknown, undefined] => [body, undefined],
	),
])('in the body %j the API says %j', (body, apiMessage) => {
	const { message, details } = responseError(request, { status: 400, headers: {}, body });
	expect(details.apiMessage).toBe(apiMessage);
	expect(message.split('(400)')[1]).toBe(apiMessage === undefined ? '' : `: ${apiMessage}`);
});

test.each([
	['7', '7'],
	[['7'], undefined],
	[undefined, undefined],
])('the header Retry-After %j is kept as %j', (header, retryAfter) => {
	const headers = { 'retry-after': header };
	const { details } = responseError(request, { status: 429, headers, body: '' });
	expect(details.retryAfter).toBe(retryAfter);
});

test('the daily limit is an error with its own kind', () => {
	expect(dailyLimitError(request)).toMatchObject({
		message: expect.stringContaining('the daily limit of 1,000,000 requests') as string,
		details: { kind: 'dailyLimit', status: 429, remedy: expect.stringMatching(ADVICE) as string },
	});
});

test.each([
	['', 'empty'],
	[' \n', 'empty'],
	[' <html>', 'an HTML page'],
	['a < b', 'incomplete or invalid JSON'],
	[[], 'a list'],
	[{}, 'a different object'],
	[5, 'the value 5'],
	[null, 'the value null'],
])('a 2xx response of %j is %s', (body, described) => {
	expect(unexpectedResponse(request, insteadOf('a thing', body))).toMatchObject({
		message: `Could not read it: the response is ${described} instead of a thing`,
		details: { kind: 'invalidResponse', remedy: expect.stringMatching(ADVICE) as string },
	});
});

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
