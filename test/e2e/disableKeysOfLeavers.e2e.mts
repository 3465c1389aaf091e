import type { JsonObject } from '../../host/shape.mts';
import { readWorkflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { withItems, withParameters } from '../support/parameters.mts';

const file = 'disable-keys-of-leavers.json';

function run(account: Account, leavers: JsonObject[]) {
	const workflow = withParameters(readWorkflow(file), 'List of leavers', {
		jsonOutput: JSON.stringify({ leavers }),
	});
	return account.run(workflow, 'Start by hand');
}

function disabledKeys(account: Account): string[] {
	return [...account.simulator.chargingKeys]
		.filter((key) => !key.enabled)
		.map((key) => key.keyIdentifier);
}

/** An account with three pages of 1,200 keys, and a driver with two keys on one contract. */
async function open() {
	const account = await Account.open({ keys: 1200 });
	for (const key of account.simulator.chargingKeys) {
		account.simulator.chargingKeys.change(key.keyIdentifier, { enabled: true });
	}
	for (const number of [1, 2]) {
		account.addKey(`0000000${number}`, {
			visualNumber: `CARD-${number}`,
			contractId: 'DE-8PS-CTWOKEYS-1',
		});
	}
	return { account, keys: [...account.simulator.chargingKeys] };
}

describe('disable keys of leavers', () => {
	test('disables only the keys of the leavers', async () => {
		const { account, keys } = await open();
		const execution = await run(account, [
			{ name: 'Ada', number: keys[3]?.visualNumber },
			{ name: 'Ben', number: ' de-8ps-ctwokeys-1 ' },
			{ name: 'Cleo', number: 'CARD-7' },
			{ name: 'Dan', number: '' },
			{ name: 'Eve', number: keys[1100]?.contractId },
			{ name: 'Finn' },
		]);

		expect(execution.error).toBe('');
		expect(disabledKeys(account)).toEqual([
			keys[3]?.keyIdentifier,
			keys[1100]?.keyIdentifier,
			'00000001',
			'00000002',
		]);
		const [summary] = execution.items('Summary');
		expect(execution.items('Summary')).toHaveLength(1);
		expect(summary).toMatchObject({ disabled: 4, notFound: 3, failed: 0 });
		expect(summary?.['lines']).toEqual([
			`Ada · ${keys[3]?.visualNumber} · ${keys[3]?.keyIdentifier} · disabled`,
			'Ben ·  de-8ps-ctwokeys-1  · 00000001 · disabled',
			'Ben ·  de-8ps-ctwokeys-1  · 00000002 · disabled',
			`Eve · ${keys[1100]?.contractId} · ${keys[1100]?.keyIdentifier} · disabled`,
			'Cleo · CARD-7 · not found · No charging key has this visual number or contract ID.',
			'Dan · not found · No charging key has this visual number or contract ID.',
			'Finn · not found · No charging key has this visual number or contract ID.',
		]);
		// The keys were listed once, not once per leaver.
		expect(account.simulator.requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
	});

	test("accepts the list from the user's own node, with numbers as in a spreadsheet", async () => {
		const { account } = await open();
		account.addKey('00000003', { visualNumber: '1234567' });
		const workflow = withItems(readWorkflow(file), 'One item per leaver', [
			{ name: 'Ada', number: 1234567, department: 'Sales' },
			{ name: 'Ben', number: null },
		]);
		const execution = await account.run(workflow, 'Start by hand');
		expect(execution.error).toBe('');
		expect(disabledKeys(account)).toEqual(['00000003']);
		expect(execution.items('Summary')).toEqual([
			expect.objectContaining({ disabled: 1, notFound: 1, failed: 0 }),
		]);
	});

	test('says what failed and why, and disables the other keys', async () => {
		const { account } = await open();
		account.simulator.faults.add({
			kind: 'status',
			status: 403,
			path: '*/00000001/disable',
			times: 'always',
		});
		const execution = await run(account, [
			{ name: 'Ada', number: 'CARD-1' },
			{ name: 'Ben', number: 'CARD-2' },
		]);
		expect(execution.error).toBe('');
		expect(disabledKeys(account)).toEqual(['00000002']);
		const [summary] = execution.items('Summary');
		expect(summary).toMatchObject({ disabled: 1, notFound: 0, failed: 1 });
		expect(execution.items('All outcomes')).toEqual([
			{ name: 'Ben', number: 'CARD-2', keyIdentifier: '00000002', outcome: 'disabled', reason: '' },
			{
				name: 'Ada',
				number: 'CARD-1',
				keyIdentifier: '00000001',
				outcome: 'failed',
				reason: expect.stringMatching(/no access to this charging key \(403\)/) as string,
			},
		]);
	});

	test('changes nothing with its sample data or without any keys', async () => {
		for (const keys of [100, 0]) {
			const account = await Account.open({ keys });
			const before = [...account.simulator.chargingKeys];
			const execution = await account.run(file, 'Start by hand');
			expect(execution.error).toBe('');
			expect(execution.items('Summary')).toEqual([
				expect.objectContaining({ disabled: 0, notFound: 2, failed: 0 }),
			]);
			expect([...account.simulator.chargingKeys]).toEqual(before);
		}
	});

	test('disables nothing if the list of keys is incomplete', async () => {
		const { account } = await open();
		const list = '/emp/v1/charging-keys';
		account.simulator.faults.add({
			kind: 'status',
			status: 400,
			path: list,
			times: 'always',
			after: 1,
		});
		const execution = await run(account, [{ name: 'Ada', number: 'CARD-1' }]);
		expect(execution.error).toMatch(/Could not list the charging keys/);
		expect(disabledKeys(account)).toEqual([]);
	});
});
