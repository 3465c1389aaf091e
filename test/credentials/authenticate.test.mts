import { LoadOptionsContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { PlugsurfingEmpApi } from '../../credentials/PlugsurfingEmpApi.credentials.ts';
import { credentialFor, useSimulator } from '../engine/againstSimulator.mts';
import { bareWorkflow, emp } from '../engine/bareWorkflow.mts';

const credential: ICredentialDataDecryptedObject = { environment: 'production', apiKey: 'the-key' };
const authenticate = (options: IHttpRequestOptions, changes: ICredentialDataDecryptedObject = {}) =>
	new PlugsurfingEmpApi().authenticate({ ...credential, ...changes }, options);

/** The older form of request that HTTP Request makes. */
function olderForm(uri: string): IHttpRequestOptions {
	return Object.assign({ url: '' }, { uri });
}

const BASE = 'https://drive-api.plugsurfing.com/drive';
const GATEWAY = { environment: 'custom', baseUrl: 'https://gw.example.com/plugsurfing' };

describe('the credential', () => {
	test.each<[string, IHttpRequestOptions]>([
		['an address of the API', { url: `${BASE}/emp/v1/fleets` }],
		['the base URL itself', { url: BASE }],
		['an id with slashes and dots', { url: `${BASE}/emp/v1/sessions/..%2Fx%252F` }],
		['a path below the API', { url: '/emp/v1/x', baseURL: BASE }],
		['a path with a query', { url: 'emp/v1/x?from=//y&to=../z', baseURL: `${BASE}/` }],
		['a request of HTTP Request', olderForm(`${BASE}/emp/v1/x`)],
	])('adds the key to %s, turns redirects off and leaves the rest alone', async (_, options) => {
		const headers = { accept: 'application/json' };
		expect(await authenticate({ ...options, headers })).toEqual({
			...options,
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
			headers: { ...headers, 'X-API-Key': 'the-key' },
		});
	});

	test.each<[string, IHttpRequestOptions]>([
		['another host', { url: 'https://evil.example/emp/v1/charging-keys' }],
		['a look-alike host', { url: 'https://drive-api.plugsurfing.com.evil.example/drive' }],
		['a host behind user info', { url: 'https://drive-api.plugsurfing.com@evil.example/drive' }],
		['the same host in clear text', { url: 'http://drive-api.plugsurfing.com/drive' }],
		['another port', { url: 'https://drive-api.plugsurfing.com:8443/drive' }],
		['the other environment', { url: 'https://drive-api-stage.plugsurfing.com/drive' }],
		['another base', { url: '/drive', baseURL: 'https://evil.example' }],
		['another base without a path', { url: '', baseURL: 'https://evil.example/drive' }],
		['another host by HTTP Request', olderForm('https://evil.example/')],
		['a good url with another uri', Object.assign({ url: BASE }, { uri: 'https://evil.example' })],
		['a good uri with another url', Object.assign({ url: 'https://evil.example' }, { uri: BASE })],
		[
			'a good uri with another base, which counts when the url is empty',
			Object.assign({ url: '', baseURL: 'https://evil.example' }, { uri: BASE }),
		],
		['no address at all', { url: '' }],
		['an address without a host', { url: '/drive/emp/v1/x' }],
		['a relative address with a host', { url: '//evil.example/x', baseURL: BASE }],
		['the same in an older request', { ...olderForm('//evil.example/x'), baseURL: BASE }],
		['an address with a host only', { url: '//evil.example/drive/x' }],
		['backslashes', { url: '\\\\evil.example\\x', baseURL: BASE }],
		['a backslash in the host', { url: 'https://drive-api.plugsurfing.com\\@evil.example/drive' }],
		['a backslash in the path', { url: `${BASE}/..\\x` }],
		['a line break', { url: `${BASE}/.\n./x` }],
		['a similar path', { url: 'https://drive-api.plugsurfing.com/driver' }],
		['the parent path', { url: 'https://drive-api.plugsurfing.com/' }],
		['dots', { url: `${BASE}/../x` }],
		['dots in a path', { url: '../x', baseURL: BASE }],
		['encoded dots', { url: `${BASE}/%2e%2e/x` }],
		['half-encoded dots', { url: `${BASE}/.%2E/x` }],
		['dots with an encoded slash', { url: `${BASE}/..%2fx` }],
		['dots with an encoded backslash', { url: `${BASE}/..%5Cx` }],
		['dots and slash encoded twice', { url: `${BASE}/%252e%252e%252fx` }],
		['dots encoded digit by digit', { url: `${BASE}/%25%32%65%25%32%65/x` }],
		['dots with an encoded tab', { url: `${BASE}/.%09.%2fx` }],
		['dots after an encoded question mark', { url: `${BASE}/%3F/%2e%2e%2f..%2fx` }],
		['an older request with dots', olderForm(`${BASE}/emp/../../x`)],
	])('does not send the key to %s', async (_, options) => {
		await expect(authenticate(options)).rejects.toThrow(
			`The API key of this credential is only sent to addresses that start with ${BASE}/`,
		);
	});

	test.each([
		['https://gw.example.com/other-tenant/x'],
		['https://gw.example.com/plugsurfing-2/x'],
		['https://gw.example.com/plugsurfing/../other-tenant/x'],
		['https://gw.example.com/plugsurfing/%2e%2e%2fother-tenant/x'],
	])('does not send the key to another path of a gateway: %s', async (url) => {
		await expect(authenticate({ url }, GATEWAY)).rejects.toThrow('is only sent to');
		await expect(authenticate(olderForm(url), GATEWAY)).rejects.toThrow('is only sent to');
	});

	test('may have a base URL without a path', async () => {
		const changes = { environment: 'custom', baseUrl: 'https://gw.example.com' };
		const { headers } = await authenticate({ url: 'https://gw.example.com/x' }, changes);
		expect(headers).toEqual({ 'X-API-Key': 'the-key' });
	});

	test('does not send the key to an unusable base URL', async () => {
		const baseUrl = 'http://proxy.example/drive';
		await expect(
			authenticate({ url: `${baseUrl}/emp/v1/x` }, { environment: 'custom', baseUrl }),
		).rejects.toThrow('must start with https://');
	});
});

describe("through n8n's request helpers", () => {
	const simulator = useSimulator({ keys: 10 });
	const other = useSimulator({ keys: 10 });

	type Helpers = LoadOptionsContext['helpers'];

	/** The helpers that a node gets from n8n. */
	async function helpers(): Promise<{ context: LoadOptionsContext; helpers: Helpers }> {
		const node = emp();
		const { workflow, additionalData } = await bareWorkflow([node], credentialFor(simulator()));
		const context = new LoadOptionsContext(workflow, node, additionalData, '');
		return { context, helpers: context.helpers };
	}

	/** As most nodes send a request. */
	async function current(options: IHttpRequestOptions): Promise<unknown> {
		const { context, helpers: own } = await helpers();
		return await own.httpRequestWithAuthentication.call(context, 'plugsurfingEmpApi', options);
	}

	/** As HTTP Request does, with the redirect options that it sets by default. */
	async function older({ url, ...options }: IHttpRequestOptions): Promise<unknown> {
		const { context, helpers: own } = await helpers();
		// eslint-disable-next-line @typescript-eslint/no-deprecated -- HTTP Request uses it.
		return await own.requestWithAuthentication.call(context, 'plugsurfingEmpApi', {
			...options,
			uri: url,
			json: true,
			followRedirect: true,
			followAllRedirects: true,
			maxRedirects: 21,
		});
	}

	describe.each([
		['httpRequestWithAuthentication', current],
		['requestWithAuthentication', older],
	])('%s', (_, send) => {
		test('a request below the base URL has the key', async () => {
			const url = `${simulator().baseUrl}/emp/v1/charging-keys?page_size=10`;
			expect(await send({ url })).toHaveProperty('keys.length', 10);
		});

		test('a relative address is appended to the base URL', async () => {
			const baseURL = simulator().baseUrl;
			const url = '/emp/v1/charging-keys?page_size=10';
			expect(await send({ url, baseURL })).toHaveProperty('keys.length', 10);
		});

		test.each(['GET', 'POST'] as const)('no redirect of a %s is followed', async (method) => {
			const location = `${other().baseUrl}/emp/v1/charging-keys`;
			simulator().faults.add({ kind: 'redirect', location });
			const url = `${simulator().baseUrl}/emp/v1/charging-keys`;
			const body = method === 'POST' ? { keyIdentifier: 'e0', visualNumber: '1' } : undefined;
			await expect(send({ url, method, body })).rejects.toThrow();
			expect(simulator().requestCount).toBe(1);
			expect(other().requestCount).toBe(0);
		});

		test.each([
			['another server', () => ({ url: `${other().baseUrl}/emp/v1/charging-keys` })],
			[
				'another server in a relative address',
				() => ({ url: other().baseUrl.replace('http:', ''), baseURL: simulator().baseUrl }),
			],
			['a parent path', () => ({ url: `${simulator().baseUrl}/../emp/v1/charging-keys` })],
		])('nothing is sent to %s', async (_target, options) => {
			await expect(send(options())).rejects.toThrow('is only sent to');
			expect(simulator().requestCount).toBe(0);
			expect(other().requestCount).toBe(0);
		});
	});
});
