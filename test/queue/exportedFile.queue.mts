import { rowWorkflow, withAccount } from '../../bench/steps.mts';
import { readCsv } from '../../host/csv.mts';
import { Account, n8n } from '../support/account.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import { startedByWorkers, startedSince } from '../support/queueProcesses.mts';

test('a file exported by a worker can be fetched from the main process', async () => {
	const account = await Account.open({ keys: 1200 });
	const step = {
		name: 'Export',
		type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
		typeVersion: 1,
		parameters: { resource: 'chargingKey', operation: 'export', format: 'csv' },
		settings: withAccount(account.reference),
	};
	const workflow = rowWorkflow('export-keys', [step], true);
	const published = await PublishedWorkflow.of(account, workflow, '/webhook/export-keys');
	const before = startedByWorkers();
	const answer = await published.post({});
	expect(answer.data).toMatchObject({ format: 'csv', count: 1200 });

	const [execution] = await published.executions(1);
	expect(startedSince(before).sort()).toEqual([0, 1]);
	const file = await n8n.file(execution?.binary('Export').id ?? '');
	expect(readCsv(file.toString('utf8')).map(({ keyIdentifier }) => keyIdentifier)).toEqual(
		[...account.simulator.chargingKeys].map(({ keyIdentifier }) => keyIdentifier),
	);
});
