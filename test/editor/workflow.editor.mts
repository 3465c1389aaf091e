import { Account } from '../support/account.mts';
import type { NodeDetails } from '../support/editor/nodeScreens.mts';
import type { Editor } from '../support/editor/screens.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

const clock = () => Date.parse('2026-01-01T02:00:00Z');

async function newNode(editor: Editor, credential: string): Promise<NodeDetails> {
	const canvas = await editor.newWorkflow();
	const node = await (await canvas.addFirstStep()).add('Plugsurfing EMP');
	await node.chooseCredential(credential);
	return node;
}

describe('a workflow built by clicking', () => {
	test(
		'lists the first keys with an unchanged new node',
		inEditor(async (editor) => {
			await Account.open({ keys: 126, now: clock }, {}, 'Fleet in Vienna');
			const node = await newNode(editor, 'Fleet in Vienna');
			await picture('first-list-fields', [node.parameters], { height: 420 });
			const output = await node.execute();
			expect(await output.itemCount()).toBe('50 items');
			await picture('first-list', [output.panel], { height: 420 });
		}),
	);

	test(
		'offers the import of a file where the README says',
		inEditor(async (editor) => {
			expect(await (await editor.newWorkflow()).menu('Import')).toContain('From file');
		}),
	);

	test(
		'lists all keys that are disabled',
		inEditor(async (editor) => {
			const { simulator } = await Account.open({ keys: 1200, now: clock }, {}, 'Fleet in Berlin');
			const node = await newNode(editor, 'Fleet in Berlin');
			await node.choose('resource', 'Charging Key');
			await node.choose('operation', 'Get Many');
			await node.switchOn('returnAll');
			await node.addFilter('Status');
			await node.choose('status', 'Disabled');

			const output = await node.execute();
			const disabled = [...simulator.chargingKeys].filter(({ enabled }) => !enabled);
			expect(await output.itemCount()).toBe(`${disabled.length} items`);
			expect(await output.firstRow()).toContain(disabled[0]?.keyIdentifier);
			await picture('node', [node.parameters, output.panel], { height: 564 });
		}),
	);

	test(
		'shows the chargers around a point as a table with Simplify',
		inEditor(async (editor) => {
			await Account.open({ keys: 10, locations: 20_000, now: clock }, {}, 'Fleet in Essen');
			// Wide enough for all columns of the table.
			await editor.page.setViewportSize({ width: 2800, height: 800 });
			const node = await newNode(editor, 'Fleet in Essen');
			await node.choose('resource', 'Location');
			await node.choose('operation', 'Search');
			await node.fill('latitude', '52.52');
			await node.fill('longitude', '13.40');
			await node.switchOn('simplify');
			const output = await node.execute();
			expect(await output.columns()).toEqual(
				expect.arrayContaining(['name', 'address', 'maxPowerKw', 'freeConnectors']),
			);
			await picture('location-search', [output.panel], { height: 420 });
		}),
	);

	test(
		'disables a key found in the list',
		inEditor(async (editor) => {
			const { simulator } = await Account.open({ keys: 1200 }, {}, 'Fleet in Hamburg');
			const node = await newNode(editor, 'Fleet in Hamburg');
			await node.choose('operation', 'Disable');
			expect(await node.title()).toBe('Disable a charging key');

			const [first, ...others] = [...simulator.chargingKeys];
			const wanted = others[700];
			if (!first || !wanted) throw new Error('The simulator has too few keys.');
			const keys = await node.openList('chargingKeyId');
			expect(await keys.firstEntry()).toContain(first.visualNumber);
			await keys.search(wanted.keyIdentifier);
			expect(await keys.onlyEntry()).toContain(wanted.visualNumber);
			await keys.pick(wanted.visualNumber);

			const output = await node.execute();
			expect(await output.itemCount()).toBe('1 item');
			expect(simulator.chargingKeys.get(wanted.keyIdentifier)?.enabled).toBe(false);
		}),
	);

	test(
		'starts a session at a connector found by coordinates',
		inEditor(async (editor) => {
			const { simulator } = await Account.open(
				{ keys: 10, locations: 20_000 },
				{},
				'Fleet in Bonn',
			);
			const node = await newNode(editor, 'Fleet in Bonn');
			await node.choose('resource', 'Session');
			await node.choose('operation', 'Start');
			const connectors = await node.openList('connectorId');
			expect(await connectors.firstEntry()).toBe(
				'Type a city or coordinates: Berlin, or 52.52, 13.40',
			);
			await connectors.search('52,52 13,40 Type2 available');
			await connectors.pickFirst('Type2 22 kW');

			const [key] = [...simulator.chargingKeys].filter(({ enabled }) => enabled);
			const keys = await node.openList('chargingKeyId');
			await keys.pick(key?.visualNumber ?? '');
			expect(await (await node.execute()).itemCount()).toBe('1 item');
			const [session] = simulator.sessions;
			expect(session?.keyIdentifier).toBe(key?.keyIdentifier);
			const [started] = [...simulator.locations]
				.flatMap(({ evses }) => evses)
				.flatMap(({ connectors: plugs }) => plugs)
				.filter(({ id }) => id === session?.connectorId);
			expect(started).toMatchObject({ standard: 'Type2', power: 22_000 });
		}),
	);
});

test(
	'shows in the output what is wrong and what to do',
	inEditor(async (editor) => {
		await Account.open({ keys: 10 }, { apiKey: 'a-wrong-key' }, 'Fleet in Munich');
		const node = await newNode(editor, 'Fleet in Munich');
		const { message, description } = await (await node.execute()).error();
		expect(message).toMatch(/^Could not list the charging keys: .* API key \(401\)/);
		expect(description).toMatch(/^Check the API Key in the credential/);
		await picture('error', [node.parameters, node.output.panel], { height: 484 });
	}),
);
