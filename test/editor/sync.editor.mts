import type { Simulator } from '../../simulator/simulator.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import type { NodeDetails } from '../support/editor/nodeScreens.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

const credential = 'Fleet in Leipzig';
const cards = ['a1b2c301', 'a1b2c302', 'a1b2c303', 'a1b2c304', 'a1b2c305'];

/** The keys at Plugsurfing: Nora's is disabled, and Omar's has a different number than his row. */
function addKeys({ chargingKeys }: Simulator): void {
	for (const [index, keyIdentifier] of cards.entries()) {
		chargingKeys.add({
			keyIdentifier,
			visualNumber: `CARD-${index + 1}`,
			contractId: `DE-9FS-C0${index + 1}`,
			validTo: '2035-01-01T00:00:00.000Z',
			enabled: keyIdentifier !== 'a1b2c303',
		});
	}
}

const rows = [
	{ driver: 'Mia', keyIdentifier: 'a1b2c301', visualNumber: 'CARD-1', enabled: true },
	{ driver: 'Ben', keyIdentifier: 'd4e5f606', visualNumber: 'CARD-6', enabled: true },
	{ driver: 'Nora', keyIdentifier: 'a1b2c303', visualNumber: 'CARD-3', enabled: true },
	{ driver: 'Leo', keyIdentifier: 'a1b2c302', visualNumber: 'CARD-2', enabled: false },
	{ driver: 'Omar', keyIdentifier: 'a1b2c304', visualNumber: 'CARD-44', enabled: true },
];

function workflow(): Workflow {
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'My list',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ rows }), options: {} },
		},
		{
			name: 'Rows',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'rows', options: {} },
		},
		{
			name: 'Sync',
			type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
			typeVersion: 1,
			parameters: {
				resource: 'chargingKey',
				operation: 'sync',
				additionalFields: { enabled: '={{ $json.enabled }}' },
				missingKeys: 'disableInAccount',
				options: { maxDisabledShare: 50 },
			},
			credentials: { plugsurfingEmpApi: { id: '', name: credential } },
		},
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		name: 'Sync keys',
		nodes: nodes.map((node, index) => ({
			id: `sync-${index}`,
			position: [index * 220, 0],
			...node,
		})),
		connections: { Start: to('My list'), 'My list': to('Rows'), Rows: to('Sync') },
		settings: { executionOrder: 'v1' },
	};
}

/** n8n orders the columns like the fields of the first item. */
async function firstColumns({ output }: NodeDetails): Promise<string[]> {
	return (await output.columns()).slice(0, 4);
}

test(
	'Sync shows a plan as a table and then makes its changes',
	inEditor(async (editor) => {
		const account = await Account.open({ keys: 0 }, {}, credential);
		const { simulator } = account;
		addKeys(simulator);
		// Wide enough for the first columns of the table.
		await editor.page.setViewportSize({ width: 1480, height: 800 });
		const canvas = await editor.open(await account.import(workflow()));
		const node = await canvas.openNode('Sync');

		const plan = await node.execute();
		expect(await plan.itemCount()).toBe('5 items');
		expect(await firstColumns(node)).toEqual([
			'action',
			'keyIdentifier',
			'visualNumber',
			'differences',
		]);
		expect(await plan.firstRow()).toEqual(
			expect.arrayContaining(['create', 'd4e5f606', 'CARD-6', 'false']),
		);
		expect(await plan.hints()).toContain(
			'Dry run, nothing was changed: 1 to create, 1 to enable, 2 to disable, 1 unchanged, 1 conflict',
		);
		await picture('sync-plan', [node.parameters, plan.panel], { height: 620 });
		expect([...simulator.chargingKeys]).toHaveLength(cards.length);

		await node.switchOn('dryRun');
		const result = await node.execute();
		expect(await result.hints()).toContain(
			'1 created, 1 enabled, 2 disabled, 1 unchanged, 1 conflict',
		);
		await picture('sync-result', [result.panel], { height: 400 });
		expect(simulator.chargingKeys.get('d4e5f606')?.enabled).toBe(true);
		expect(simulator.chargingKeys.get('a1b2c305')?.enabled).toBe(false);
	}),
);
