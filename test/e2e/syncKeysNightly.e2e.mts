import { textAt, type JsonObject } from '../../host/shape.mts';
import { readWorkflow, type Workflow } from '../../host/workflowFile.mts';
import { Account, tables } from '../support/account.mts';
import { withAllParameters } from '../support/parameters.mts';
import { Receiver } from '../support/receiver.mts';

let receiver: Receiver;

beforeEach(async () => {
	receiver = await Receiver.start();
});
afterEach(() => {
	receiver.stop();
});

/** The workflow with its own table and receiver. */
function workflow(table: string, changes: JsonObject = {}, reads: JsonObject[] = []): Workflow {
	return withAllParameters(readWorkflow('sync-keys-nightly.json'), {
		'Have a table': { tableName: table },
		'Get the wanted keys': { dataTableId: { value: table }, ...reads[0] },
		'Get them again': { dataTableId: { value: table }, ...reads[1] },
		'Sync the keys': changes,
		'Send the message': { url: receiver.url },
	});
}

/** An account with 30 enabled keys and the rows that describe them. */
async function open() {
	const account = await Account.open({ keys: 0 });
	const rows = Array.from({ length: 30 }, (_, index) => ({
		keyIdentifier: (0x0a000001 + index).toString(16).padStart(8, '0'),
		visualNumber: `V-${index + 1}`,
	}));
	for (const row of rows) account.addKey(row.keyIdentifier, row);
	const enabled = () =>
		[...account.simulator.chargingKeys]
			.filter((key) => key.enabled)
			.map(({ keyIdentifier }) => keyIdentifier);
	const writes = () => account.simulator.requests.filter(({ method }) => method !== 'GET').length;
	return { account, rows, enabled, writes };
}

test('an empty table changes nothing, and the message says that it is empty', async () => {
	const { account, writes } = await open();
	const execution = await account.run(workflow('Empty', { dryRun: false }), 'Start by hand');
	expect(execution.error).toBe('');
	const [message] = await receiver.atLeast(1);
	expect(textAt(message, 'text')).toMatch(/is empty in every row/);
	expect(writes()).toBe(0);
});

test('plans as shipped, then creates, enables and disables, and then sends no message', async () => {
	const { account, rows, enabled, writes } = await open();
	const table = 'Joiners and leavers';
	await account.run(workflow(table), 'Start by hand');
	const joiner = { keyIdentifier: '0b000001', visualNumber: 'V-100' };
	const [leaver, ...stayers] = rows;
	await tables.insert(table, [...stayers, joiner]);

	const planned = await account.run(workflow(table), 'Start by hand');
	expect(planned.error).toBe('');
	expect(writes()).toBe(0);
	const [, plan] = await receiver.atLeast(2);
	expect(textAt(plan, 'text')).toMatch(
		/^Charging keys: 1 not created, 1 not disabled\n0b000001 · .*not created\n0a000001 · /,
	);

	const done = await account.run(workflow(table, { dryRun: false }), 'Every night at 01:00');
	expect(done.error).toBe('');
	expect(writes()).toBe(2);
	expect(enabled()).toEqual([...stayers, joiner].map(({ keyIdentifier }) => keyIdentifier));
	const [, , report] = await receiver.atLeast(3);
	expect(textAt(report, 'text')).toMatch(/^Charging keys: 1 created, 1 disabled\n/);

	const again = await account.run(workflow(table, { dryRun: false }), 'Every night at 01:00');
	expect(again.error).toBe('');
	expect(again.ran('Send the message')).toBe(false);
	expect(writes()).toBe(2);
	expect(leaver?.keyIdentifier).toBe('0a000001');
});

test('a table that lost most of its rows disables nothing, and the message names the numbers', async () => {
	const { account, rows, enabled, writes } = await open();
	const table = 'Half a table';
	await account.run(workflow(table), 'Start by hand');
	await tables.insert(table, rows.slice(4));
	const execution = await account.run(workflow(table, { dryRun: false }), 'Start by hand');
	expect(execution.error).toBe('');
	const messages = await receiver.atLeast(2);
	expect(textAt(messages.at(-1), 'text').split('\n')).toEqual([
		'Charging keys: 26 failed',
		expect.stringMatching(/^failed · "Max Disabled Share.*10.*4 of 30[^[]*$/),
	]);
	expect(writes()).toBe(0);
	expect(enabled()).toHaveLength(30);
});

test('a row with an error is first in the message, and no missing key is disabled', async () => {
	const { account, rows, enabled } = await open();
	const table = 'A wrong row';
	await account.run(workflow(table), 'Start by hand');
	const joiner = { keyIdentifier: '0b000001', visualNumber: 'V-100' };
	const wrong = { keyIdentifier: '04:A3:0B:11', visualNumber: 'V-101' };
	await tables.insert(table, [...rows.slice(1), joiner, wrong]);
	await account.run(workflow(table, { dryRun: false }), 'Start by hand');
	const messages = await receiver.atLeast(2);
	expect(textAt(messages.at(-1), 'text').split('\n')).toEqual([
		'Charging keys: 1 failed, 1 not disabled, 1 created',
		expect.stringMatching(/^04:A3:0B:11 · failed · .*enter "04A30B11"/),
		expect.stringMatching(/^0a000001 · V-1 · not disabled · .*Correct them/),
		'0b000001 · V-100 · created',
	]);
	expect(enabled()).toHaveLength(31);
});

test('a key stays enabled if n8n skips its row once, which happens while a long table changes', async () => {
	const { account, rows, enabled, writes } = await open();
	const table = 'A skipped row';
	await account.run(workflow(table), 'Start by hand');
	await tables.insert(table, rows);
	const isNot = (row: (typeof rows)[number] | undefined) => ({
		filters: {
			conditions: [{ keyName: 'keyIdentifier', condition: 'neq', keyValue: row?.keyIdentifier }],
		},
	});
	for (const reads of [[isNot(rows[7])], [{}, isNot(rows[8])], [isNot(rows[7]), isNot(rows[8])]]) {
		const skipping = workflow(table, { dryRun: false }, reads);
		const execution = await account.run(skipping, 'Every night at 01:00');
		expect(execution.error).toBe('');
		expect(execution.items('Join both lists')).toHaveLength(30);
	}
	expect(writes()).toBe(0);
	expect(enabled()).toHaveLength(30);
});
