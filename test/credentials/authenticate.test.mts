import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { PlugsurfingEmpApi } from '../../credentials/PlugsurfingEmpApi.credentials.ts';

const credential: ICredentialDataDecryptedObject = { environment: 'production', apiKey: 'the-key' };
const authenticate = (options: IHttpRequestOptions, changes: ICredentialDataDecryptedObject = {}) =>
	new PlugsurfingEmpApi().authenticate({ ...credential, ...changes }, options);

/** The older form of request that HTTP Request makes. */
function olderForm(uri: string): IHttpRequestOptions {
	return Object.assign({ url: '' }, { uri });
}

describe('the credential', () => {
	test.each<[string, IHttpRequestOptions]>([
		['an address of the API', { url: 'https://drive-api.plugsurfing.com/drive/emp/v1/fleets' }],
		[
			'a path below the API',
			{ url: '/emp/v1/x', baseURL: 'https://drive-api.plugsurfing.com/drive' },
		],
		['a request of HTTP Request', olderForm('https://drive-api.plugsurfing.com/drive/emp/v1/x')],
	])('adds the key to %s and leaves the rest alone', async (_, options) => {
		const headers = { accept: 'application/json' };
		expect(await authenticate({ ...options, headers })).toEqual({
			...options,
			headers: { ...headers, 'X-API-Key': 'the-key' },
		});
	});

	test.each<[string, IHttpRequestOptions]>([
		['another host', { url: 'https://evil.example/emp/v1/charging-keys' }],
		['a host that looks alike', { url: 'https://drive-api.plugsurfing.com.evil.example/drive' }],
		['the same host in clear text', { url: 'http://drive-api.plugsurfing.com/drive' }],
		['the other environment', { url: 'https://drive-api-stage.plugsurfing.com/drive' }],
		['another base', { url: '/drive', baseURL: 'https://evil.example' }],
		['another host by HTTP Request', olderForm('https://evil.example/')],
		['no address at all', { url: '' }],
	])('sends the key nowhere else: not to %s', async (_, options) => {
		await expect(authenticate(options)).rejects.toThrow(
			'The API key of this credential is only sent to drive-api.plugsurfing.com',
		);
	});

	test('sends the key to no unusable base URL', async () => {
		const baseUrl = 'http://proxy.example/drive';
		await expect(
			authenticate({ url: `${baseUrl}/emp/v1/x` }, { environment: 'custom', baseUrl }),
		).rejects.toThrow('must start with https://');
	});
});
