import type { JsonObject } from '../../host/shape.mts';
import type { Fault } from '../../simulator/simulator.mts';
import { Account, n8n } from '../support/account.mts';

describe('the test of the credential', () => {
	test.each([10, 0])('succeeds with the right key of an account with %i keys', async (keys) => {
		const account = await Account.open({ keys });
		expect(await account.testCredential()).toMatchObject({ status: 'OK' });
		expect(account.simulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /drive/emp/v1/charging-keys?page_size=10',
		]);
	});

	test.each<[string, JsonObject, Fault[], RegExp]>([
		['a wrong key', { apiKey: 'a-wrong-key' }, [], /^(?!.*a-wrong-key).*API key/i],
		[
			'a base URL that would send the key in clear text',
			{ baseUrl: 'http://example.org/drive' },
			[],
			/must start with https:\/\//,
		],
		['a server that does not respond', { baseUrl: 'http://127.0.0.1:1/drive' }, [], /./],
		['a web page instead of the API', {}, [{ kind: 'html' }], /not the Plugsurfing API/],
	])('reports %s', async (_, fields, faults, message) => {
		const account = await Account.open({ keys: 10 }, fields);
		for (const fault of faults) account.simulator.faults.add(fault);
		expect(await account.testCredential()).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as string,
		});
	});

	test('does not follow a redirect, which would leak the key', async () => {
		const [account, other] = [await Account.open({ keys: 10 }), await Account.open({ keys: 10 })];
		const location = `${other.simulator.baseUrl}/emp/v1/charging-keys`;
		account.simulator.faults.add({ kind: 'redirect', location });
		const { status, message } = await account.testCredential();
		expect(status).toBe('Error');
		expect(message).toContain('redirects to another address');
		expect(other.simulator.requests).toEqual([]);
	});
});

test('the secrets of the credential are masked in the editor', async () => {
	const secrets = {
		apiKey: 'secret-number-one',
		webhookSecret: 'secret-number-two',
		webhookSecretNext: 'secret-number-three',
	};
	const account = await Account.open({}, secrets);
	const data = await n8n.credentialData(account.reference);
	expect(data['environment']).toBe('custom');
	expect(Object.keys(data)).toEqual(expect.arrayContaining(Object.keys(secrets)));
	expect(JSON.stringify(data)).not.toContain('secret-number');
});
