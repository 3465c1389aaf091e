import { freePort } from '../../host/freePort.mts';
import { Account, n8n } from '../support/account.mts';

describe('credential', () => {
	test('its test succeeds with the right key', async () => {
		const account = await Account.open({ keys: 10 });
		expect(await account.testCredential()).toMatchObject({ status: 'OK' });
		expect(account.simulator.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /drive/emp/v1/charging-keys?page_size=10',
		]);
	});

	test('its test reports a wrong key', async () => {
		const account = await Account.open({ keys: 10 }, { apiKey: 'a-wrong-key' });
		const result = await account.testCredential();
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(/API key/i);
		expect(result.message).not.toContain('a-wrong-key');
	});

	test('its test fails if nothing responds at the base URL', async () => {
		const baseUrl = `http://127.0.0.1:${await freePort()}/drive`;
		const account = await Account.open({ keys: 10 }, { baseUrl });
		expect(await account.testCredential()).toMatchObject({ status: 'Error' });
	});

	test('its test rejects a base URL that would send the key in clear text', async () => {
		const account = await Account.open({}, { baseUrl: 'http://example.org/drive' });
		const { status, message } = await account.testCredential();
		expect(status).toBe('Error');
		expect(message).toContain('must start with https://');
	});

	test('its test detects a web page instead of the API', async () => {
		const account = await Account.open({ keys: 10 });
		account.simulator.faults.add({ kind: 'html' });
		const { status, message } = await account.testCredential();
		expect(status).toBe('Error');
		expect(message).toContain('not the Plugsurfing API');
	});

	test('its test does not follow a redirect, which would leak the key', async () => {
		const [account, other] = [await Account.open({ keys: 10 }), await Account.open({ keys: 10 })];
		const location = `${other.simulator.baseUrl}/emp/v1/charging-keys`;
		account.simulator.faults.add({ kind: 'redirect', location });
		const { status, message } = await account.testCredential();
		expect(status).toBe('Error');
		expect(message).toContain('redirects to another address');
		expect(other.simulator.requests).toEqual([]);
	});

	test('its test works with an account that has no keys yet', async () => {
		const account = await Account.open({ keys: 0 });
		expect(await account.testCredential()).toMatchObject({ status: 'OK' });
	});

	test('its secrets are masked in the editor', async () => {
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
});
