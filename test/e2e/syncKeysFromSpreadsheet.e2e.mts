import { readCsv } from '../../host/csv.mts';
import { readWorkflow } from '../../host/workflowFile.mts';
import { Account, n8n } from '../support/account.mts';
import { FormPages } from '../support/formPages.mts';
import { withParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';

function csv(...rows: string[]): string {
	return ['keyIdentifier,visualNumber,contractId,fleetId,enabled', ...rows].join('\r\n');
}

interface Upload {
	separator?: string;
	/** Disable keys that are not in the file. */
	disable?: boolean;
	fleetId?: string;
}

/** An account with a published form, and three keys: 0a000001 and 0a000003 enabled, 0a000002 not. */
async function open() {
	const account = await Account.open({ keys: 0 });
	for (const number of [1, 2, 3]) {
		account.addKey(`0a00000${number}`, {
			visualNumber: `V-${number}`,
			fleetId: number === 3 ? 'fleetThree' : 'fleetOne',
			enabled: number !== 2,
		});
	}
	const workflow = readWorkflow('sync-keys-from-spreadsheet.json');
	const form = await PublishedWorkflow.of(account, workflow, '/form/sync-charging-keys');

	const upload = async (content: string, { separator, disable, fleetId = '' }: Upload = {}) => {
		const fields = new FormData();
		fields.append('field-0', new Blob([content], { type: 'text/csv' }), 'keys.csv');
		fields.append('field-1', separator ?? 'Comma');
		fields.append('field-2', disable === true ? 'Disable them' : 'Leave them as they are');
		fields.append('field-3', fleetId);
		return await FormPages.submit(form, fields);
	};
	/** The last page and the rows of the file that it downloads. */
	const result = async (pages: FormPages, executions = 1) => {
		const page = await pages.page();
		await pages.next();
		const execution = (await form.executions(executions)).at(-1);
		expect(execution?.error).toBe('');
		const { id = '' } = execution?.binary('Result file') ?? {};
		return { page, rows: readCsv((await n8n.file(id)).toString('utf8')) };
	};
	/** Approves the plan, or takes another decision, and returns the result. */
	const decide = async (pages: FormPages, decision = 'Make these changes') => {
		await pages.page();
		const fields = new FormData();
		// The page sends a choice as a list of its checked options.
		fields.append('field-1', JSON.stringify([decision]));
		await pages.next(fields);
		return await result(pages);
	};
	return { account, upload, result, decide, state: () => stateOf(account) };
}

function stateOf({ simulator }: Account): Record<string, boolean> {
	return Object.fromEntries(
		[...simulator.chargingKeys].map(({ keyIdentifier, enabled }) => [keyIdentifier, enabled]),
	);
}

function writes({ simulator }: Account) {
	return simulator.requests.filter(({ method }) => method !== 'GET');
}

/** The cells of the plan, row by row. */
function table(page: string): string[][] {
	return [...page.matchAll(/<tr>(.*?)<\/tr>/gs)]
		.map(([, row = '']) => [...row.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell = '']) => cell))
		.filter((cells) => cells.length > 0);
}

const mixed = csv('0a000002,V-2,,,TRUE', '0b000001,V-11,DE-8PS-C0000011-1,,TRUE');

describe('sync keys from spreadsheet', () => {
	test('shows the plan, makes the approved changes and returns a result file', async () => {
		const { account, upload, decide, state } = await open();
		const pages = await upload(mixed, { disable: true });
		const plan = await pages.page();
		expect(plan).toContain('<h3>2 to disable, 1 to enable, 1 to create</h3>');
		expect(table(plan)).toEqual([
			['Disable', '0a000001', 'V-1', expect.stringContaining('enabled: true → false')],
			['Disable', '0a000003', 'V-3', expect.stringContaining('Not in the input')],
			['Enable', '0a000002', 'V-2', 'enabled: false → true'],
			['Create', '0b000001', 'V-11', ''],
		]);
		expect(writes(account)).toEqual([]);

		const { page, rows } = await decide(pages);
		expect(page).toContain('Sync is complete');
		expect(page).toContain('1 enabled, 1 created, 2 disabled');
		expect(state()).toEqual({
			'0a000001': false,
			'0a000002': true,
			'0a000003': false,
			'0b000001': true,
		});
		expect(rows.map((row) => [row['result'], row['keyIdentifier']])).toEqual([
			['enabled', '0a000002'],
			['created', '0b000001'],
			['disabled', '0a000001'],
			['disabled', '0a000003'],
		]);
	});

	test('changes nothing when the plan is rejected', async () => {
		const { account, upload, decide } = await open();
		const pages = await upload(mixed, { disable: true });
		const { page, rows } = await decide(pages, 'Change nothing');
		expect(page).toContain('Nothing was changed');
		expect(rows.map((row) => row['result'])).toEqual([
			'not enabled',
			'not created',
			'not disabled',
			'not disabled',
		]);
		expect(writes(account)).toEqual([]);
	});

	test('shows an invalid row, plans the others and then disables no missing key', async () => {
		const { upload, decide, state } = await open();
		const pages = await upload(csv('12345,V-<b>9</b>,,,', '0a000002,V-2,,,TRUE', '0a000001,W,,,'), {
			disable: true,
		});
		const plan = await pages.page();
		expect(plan).toContain('<h3>1 to enable, 1 in conflict, 1 with errors</h3>');
		const [wrong, conflict, enable, left] = table(plan);
		expect(wrong).toEqual(['Error', '12345', 'V-&lt;b&gt;9&lt;/b&gt;', expect.anything()]);
		expect(wrong?.[3]).toMatch(/Key Identifier.* must be an even number of hexadecimal digits/);
		expect(conflict?.slice(0, 2)).toEqual(['Conflict', '0a000001']);
		expect(conflict?.[3]).toContain('visualNumber: V-1 → W');
		expect(enable?.slice(0, 2)).toEqual(['Enable', '0a000002']);
		expect(left?.slice(0, 2)).toEqual(['Leave', '0a000003']);

		const { rows } = await decide(pages);
		expect(rows.map((row) => [row['result'], row['keyIdentifier']])).toEqual([
			['failed', '12345'],
			['enabled', '0a000002'],
			['in conflict', '0a000001'],
		]);
		expect(state()).toEqual({ '0a000001': true, '0a000002': true, '0a000003': true });
	});

	test('disables no more keys than were approved', async () => {
		const { account, upload, decide } = await open();
		const pages = await upload(mixed, { disable: true });
		await pages.page();
		account.addKey('0a000009');
		const { rows } = await decide(pages);
		expect(writes(account)).toEqual([]);
		expect(rows.map((row) => row['result'])).toEqual(['failed', 'failed']);
		expect(rows[0]?.['reason']).toMatch(/"Max Disabled Keys" allows 2, but 3 of 3 enabled keys/);
	});

	test('only syncs the entered fleet', async () => {
		const { upload, decide, state } = await open();
		const pages = await upload(csv('0a000002,V-2,,,'), { disable: true, fleetId: 'fleetOne' });
		expect(table(await pages.page()).map(([action, key]) => [action, key])).toEqual([
			['Disable', '0a000001'],
		]);
		await decide(pages);
		expect(state()).toEqual({ '0a000001': false, '0a000002': false, '0a000003': true });
	});

	test('finds nothing to do in a file that matches the account', async () => {
		const { account, upload, result } = await open();
		const { page, rows } = await result(await upload(csv('0a000001,V-1,,,TRUE')));
		expect(page).toContain('Nothing was changed');
		expect(rows.map((row) => row['result'])).toEqual(['unchanged']);
		expect(writes(account)).toEqual([]);
	});

	test('accepts a file with tabs', async () => {
		const { upload, decide, state } = await open();
		const content = csv('00001234,000000042,,,').replaceAll(',', '\t');
		await decide(await upload(content, { separator: 'Tab' }));
		expect(state()).toMatchObject({ '00001234': true });
	});

	test('accepts an exported file for a spreadsheet and applies the one change made to it', async () => {
		const { account, upload, decide, state } = await open();
		account.addKey('04E12345', { visualNumber: '00001234', contractId: '1e7' });
		const exporting = withParameters(readWorkflow('nightly-key-export.json'), 'Export all keys', {
			options: { byteOrderMark: true, delimiter: 'semicolon', identifiersAsText: true },
		});
		const { id } = (await account.run(exporting, 'Start by hand')).binary('Export all keys');
		const exported = (await n8n.file(id)).toString('utf8');
		const last = '"=""04E12345""";"=""00001234""";"=""1e7""";;2030-01-01T00:00:00.000Z;true';
		expect(exported).toContain(last);

		const edited = exported.replace(last, last.replace('true', 'FALSE'));
		await decide(await upload(edited, { separator: 'Semicolon', disable: true }));
		expect(writes(account)).toHaveLength(1);
		expect(state()).toEqual({
			'0a000001': true,
			'0a000002': false,
			'0a000003': true,
			'04E12345': false,
		});
	});

	test('changes nothing after a file without rows or without the column, and says why', async () => {
		const { account, upload, result } = await open();
		for (const [index, content] of [csv(), 'key;number\r\n0a000001;V-1'].entries()) {
			const pages = await upload(content, { disable: true });
			const { page, rows } = await result(pages, index + 1);
			expect(page).toContain('Nothing was changed');
			expect(rows[0]?.['reason']).toMatch(/is empty in every row: map it to the column/);
		}
		expect(account.simulator.requestCount).toBe(0);
	});
});
