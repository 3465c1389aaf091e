import { freePort } from '../../host/freePort.mts';
import { Account } from '../support/account.mts';

const file = 'nightly-key-export.json';
const exportStep = 'Export all keys';
const list = '/emp/v1/charging-keys';

/** Runs the export, which must fail in one clear message that gives nothing secret away. */
async function failingExport(account: Account): Promise<string> {
	const execution = await account.run(file, 'Start by hand');
	expect(execution.status).toBe('error');
	expect(execution.items(exportStep)).toEqual([]);
	expect(execution.error.split('\n')[0]).toMatch(/^[A-Z].{20,}/);
	expect(execution.errorDetails).not.toContain(account.credential.data['apiKey']);
	return execution.error;
}

describe('a failing export says what is wrong', () => {
	test('a wrong key', async () => {
		const account = await Account.open({ keys: 10 }, { apiKey: 'a-wrong-key' });
		expect(await failingExport(account)).toMatch(/API key/i);
		expect(account.simulator.requestCount).toBe(1);
	});

	test('a wrong base URL', async () => {
		const account = await Account.open({ keys: 10 });
		const elsewhere = account.simulator.baseUrl.replace('/drive', '/somewhere');
		const wrong = await Account.open({ keys: 10 }, { baseUrl: elsewhere });
		expect(await failingExport(wrong)).toMatch(/base URL/i);
	});

	test('a dead server', async () => {
		const baseUrl = `http://127.0.0.1:${await freePort()}/drive`;
		const account = await Account.open({ keys: 10 }, { baseUrl });
		expect(await failingExport(account)).toMatch(/reach|connect|answer/i);
	});

	test('a web page instead of an answer', async () => {
		const account = await Account.open({ keys: 10 });
		account.simulator.faults.add({ kind: 'html', path: list, times: 'always' });
		expect(await failingExport(account)).toMatch(/HTML|web page/i);
	});

	test('half an answer', async () => {
		const account = await Account.open({ keys: 10 });
		account.simulator.faults.add({ kind: 'truncated', how: 'json', path: list, times: 'always' });
		expect(await failingExport(account)).toMatch(/JSON|incomplete|cut/i);
	});

	test('the same cursor for ever', async () => {
		const account = await Account.open({ keys: 1200 });
		account.simulator.faults.add({ kind: 'repeatedCursor', path: list, times: 'always', after: 1 });
		expect(await failingExport(account)).toMatch(/cursor/i);
		expect(account.simulator.requestCount).toBeLessThan(5);
	});

	test('a page that fails for good half-way', async () => {
		const account = await Account.open({ keys: 1200 });
		account.simulator.faults.add({
			kind: 'status',
			status: 500,
			path: list,
			times: 'always',
			after: 2,
		});
		expect(await failingExport(account)).toMatch(/2 pages/);
	});
});

test('an empty page in the middle does not end the export', async () => {
	const account = await Account.open({ keys: 600 });
	account.simulator.faults.add({ kind: 'emptyPage', path: list, after: 1 });
	const execution = await account.run(file, 'Start by hand');
	expect(execution.error).toBe('');
	expect(execution.items(exportStep)).toMatchObject([{ count: 600 }]);
});
