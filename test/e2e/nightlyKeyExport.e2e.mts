import { differences } from '../../host/csv.mts';
import { Account, n8n } from '../support/account.mts';

const workflow = 'nightly-key-export.json';
const exportStep = 'Export all keys';

describe('nightly key export', () => {
	test('exports all keys, in order and unchanged', async () => {
		const keys = 501;
		const account = await Account.open({ keys });
		const execution = await account.run(workflow, 'Every night at 02:00');

		expect(execution.error).toBe('');
		const { id, fileName } = execution.binary(exportStep);
		expect(execution.items(exportStep)).toEqual([{ fileName, format: 'csv', count: keys }]);
		expect(fileName).toMatch(/^charging-keys-\d{4}-\d\d-\d\d\.csv$/);
		const csv = (await n8n.file(id)).toString('utf8');
		expect(csv.startsWith('\uFEFF')).toBe(true);
		expect(differences(account.simulator.chargingKeys, csv)).toEqual([]);
		expect(account.simulator.requestCount).toBe(2);
	});

	test('creates a file with only the header if there are no keys', async () => {
		const account = await Account.open({ keys: 0 });
		const execution = await account.run(workflow, 'Start by hand');
		expect(execution.error).toBe('');
		expect(execution.succeeded).toBe(true);
		const file = await n8n.file(execution.binary(exportStep).id);
		expect(file.toString('utf8')).toBe(
			'\uFEFFkeyIdentifier,visualNumber,contractId,fleetId,validTo,enabled\r\n',
		);
	});
});
