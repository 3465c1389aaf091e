import { readCsv } from '../../host/csv.mts';
import type { Execution } from '../../host/execution.mts';
import { readWorkflow } from '../../host/workflowFile.mts';
import { Account, n8n } from '../support/account.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';

const files = ['Created keys', 'Rows already there', 'Rows that failed'] as const;

function csv(...rows: string[]): string {
	return ['keyIdentifier,visualNumber,contractId,fleetId,enabled', ...rows].join('\r\n');
}

/** An account with a published import. */
async function open(options: object = {}) {
	const account = await Account.open({ keys: 0, ...options });
	const workflow = readWorkflow('import-keys-from-spreadsheet.json');
	const form = await PublishedWorkflow.of(account, workflow, '/form/import-charging-keys');
	let uploads = 0;
	/** Fills in the form, and returns the rows of each file that came out. */
	const upload = async (content: string, separator = 'Comma') => {
		const fields = new FormData();
		fields.append('field-0', new Blob([content], { type: 'text/csv' }), 'keys.csv');
		fields.append('field-1', separator);
		const answer = await form.post(fields);
		expect(answer.status).toBe(200);
		const execution = (await form.executions(++uploads)).at(-1);
		expect(execution?.error).toBe('');
		return execution ? await filesOf(execution) : {};
	};
	return { account, upload };
}

async function filesOf(execution: Execution) {
	const found: Record<string, Record<string, string>[]> = {};
	for (const node of files.filter((name) => execution.ran(name))) {
		const { id } = execution.binary(node);
		found[node] = readCsv((await n8n.file(id)).toString('utf8'));
	}
	return found;
}

describe('import keys from spreadsheet', () => {
	test('creates a key for each row, unchanged', async () => {
		const { account, upload } = await open();
		const result = await upload(
			csv(
				'00001234,000000042,DE-8PS-C0000001-1,y1nNLJqb7m,TRUE',
				'04a2b3c4d5e680,DE-8PS-C0001234-5,,,FALSE',
				'1234567890123456,9007199254740993,,,',
			),
		);
		const keys = account.simulator.chargingKeys;
		expect(keys.count).toBe(3);
		expect(keys.get('00001234')).toMatchObject({
			visualNumber: '000000042',
			contractId: 'DE-8PS-C0000001-1',
			fleetId: 'y1nNLJqb7m',
			enabled: true,
		});
		expect(keys.get('04a2b3c4d5e680')).toMatchObject({
			visualNumber: 'DE-8PS-C0001234-5',
			enabled: false,
		});
		expect(keys.get('1234567890123456')).toMatchObject({
			visualNumber: '9007199254740993',
			enabled: true,
		});
		expect(Object.keys(result)).toEqual(['Created keys']);
		expect(result['Created keys']?.map((row) => row['keyIdentifier'])).toEqual([
			'00001234',
			'04a2b3c4d5e680',
			'1234567890123456',
		]);
	});

	test('puts the rows that failed into a file of their own, each with its reason', async () => {
		const { account, upload } = await open();
		account.simulator.faults.add({
			kind: 'status',
			status: 500,
			method: 'POST',
			bodyIncludes: 'ffff0000',
		});
		const result = await upload(
			csv(
				'00001234,V-1,,,',
				'12345,V-2,,,',
				',V-3,,,',
				'0a0b0c0d,,,,',
				'ffff0000,V-5,,,',
				'aabbccdd,V-6,,,perhaps',
				'00005678,V-7,,,',
			),
		);
		expect(account.simulator.chargingKeys.count).toBe(2);
		expect(result['Created keys']?.map((row) => row['keyIdentifier'])).toEqual([
			'00001234',
			'00005678',
		]);
		const failed = result['Rows that failed'];
		expect(failed?.map((row) => [row['keyIdentifier'], row['visualNumber']])).toEqual([
			['12345', 'V-2'],
			['', 'V-3'],
			['0a0b0c0d', ''],
			['ffff0000', 'V-5'],
			['aabbccdd', 'V-6'],
		]);
		expect(failed?.map((row) => row['reason'])).toEqual([
			expect.stringMatching(/"Key Identifier" must be an even number of hexadecimal digits/),
			expect.stringMatching(/"Key Identifier" must not be empty/),
			expect.stringMatching(/"Visual Number" must not be empty/),
			expect.stringMatching(/may have taken effect.*\(500\)/s),
			expect.stringMatching(/"Enabled" must be true, false, 1 or 0/),
		]);
		// The file can be corrected and uploaded again: its columns are those of the upload, and the reason.
		expect(Object.keys(failed?.[0] ?? {}).sort()).toEqual([
			'enabled',
			'keyIdentifier',
			'reason',
			'result',
			'visualNumber',
		]);
		expect(result['Rows already there']).toBeUndefined();
	});

	test('a second upload creates nothing twice', async () => {
		const { account, upload } = await open();
		const numbers = Array.from({ length: 40 }, (_, index) => String(index).padStart(8, '0'));
		const rows = numbers.map((number) => `${number},V-${number},,,`);
		const first = await upload(csv(...rows));
		expect(first['Created keys']).toHaveLength(40);
		const before = [...account.simulator.chargingKeys];

		const second = await upload(csv(...rows, 'aaaaaaaa,V-new,,,', 'xyz,V-wrong,,,'));
		expect(second['Created keys']?.map((row) => row['keyIdentifier'])).toEqual(['aaaaaaaa']);
		expect(second['Rows already there']?.map((row) => row['keyIdentifier'])).toEqual(numbers);
		expect(second['Rows already there']?.[0]?.['reason']).toMatch(/already activated/);
		expect(second['Rows that failed']?.map((row) => row['visualNumber'])).toEqual(['V-wrong']);
		expect([...account.simulator.chargingKeys].slice(0, 40)).toEqual(before);
		expect(account.simulator.chargingKeys.count).toBe(41);
	});

	test('a row that is in the file twice is created once', async () => {
		const { account, upload } = await open();
		const result = await upload(csv('00001234,V-1,,,', '00001234,V-1,,,'));
		expect(account.simulator.chargingKeys.count).toBe(1);
		expect(result['Created keys']).toHaveLength(1);
		expect(result['Rows already there']).toHaveLength(1);
	});

	test.each([
		{ separator: 'Semicolon', character: ';' },
		{ separator: 'Tab', character: '\t' },
	])('takes a file with a $separator and the mark of Excel', async ({ separator, character }) => {
		const { account, upload } = await open();
		const content = `\uFEFF${csv('00001234,V-1,,,').replaceAll(',', character)}\r\n`;
		await upload(content, separator);
		expect(account.simulator.chargingKeys.get('00001234')).toMatchObject({ visualNumber: 'V-1' });
	});

	test('1,000 rows', async () => {
		const { account, upload } = await open();
		const rows = Array.from({ length: 1000 }, (_, index) => {
			const number = (index + 1).toString(16).padStart(14, '0');
			return `${number},V-${number},,,`;
		});
		const result = await upload(csv(...rows));
		expect(account.simulator.chargingKeys.count).toBe(1000);
		expect(result['Created keys']).toHaveLength(1000);
		expect(account.simulator.requestCount).toBe(1000);
	});

	test('a file without rows ends well', async () => {
		const { account, upload } = await open();
		expect(await upload(csv())).toEqual({});
		expect(account.simulator.requestCount).toBe(0);
	});
});
