import { differences } from '../../host/keyFile.mts';
import { Account, n8n } from '../support/account.mts';

const file = 'nightly-key-export.json';
const list = 'Get all charging keys';
const convert = 'Make CSV file';

describe('nightly key export', () => {
	test.each([
		{ keys: 1, requests: 1 },
		{ keys: 10, requests: 1 },
		{ keys: 499, requests: 1 },
		{ keys: 500, requests: 1 },
		{ keys: 501, requests: 2 },
		{ keys: 2500, requests: 5 },
	])('puts each of $keys keys in the file, in order and unchanged', async ({ keys, requests }) => {
		const account = await Account.open({ keys });
		const execution = await account.run(file, 'Start by hand');

		expect(execution.error).toBe('');
		expect(execution.items(list)).toEqual([...account.simulator.chargingKeys]);
		const { id, fileName } = execution.binary(convert);
		expect(fileName).toMatch(/^charging-keys-\d{4}-\d\d-\d\d\.csv$/);
		const csv = (await n8n.file(id)).toString('utf8');
		expect(differences(account.simulator.chargingKeys, csv)).toEqual([]);
		expect(account.simulator.requestCount).toBe(requests);
	});

	test('ends well without a file when there are no keys', async () => {
		const account = await Account.open({ keys: 0 });
		const execution = await account.run(file, 'Start by hand');
		expect(execution.error).toBe('');
		expect(execution.succeeded).toBe(true);
		expect(execution.items(list)).toEqual([]);
		expect(execution.ran(convert)).toBe(false);
	});

	test('does the same when its schedule starts it', async () => {
		const account = await Account.open({ keys: 12 });
		const execution = await account.run(file, 'Every night at 02:00');
		expect(execution.error).toBe('');
		expect(execution.items(list)).toEqual([...account.simulator.chargingKeys]);
	});
});
