import { readWorkflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { isSticky } from '../support/canvasLayout.mts';
import { icon } from '../support/editor/nodeScreens.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

const file = 'charging-assistant.json';
const tools = ['Find free chargers', 'Start charging', 'Look at the session', 'Stop charging'];

test(
	'the agent of the charging assistant has the node as its tools',
	inEditor(async (editor) => {
		const account = await Account.open({ keys: 10 }, {}, 'Fleet in Leipzig');
		const canvas = await editor.open(await account.import(file));
		for (const tool of tools) {
			expect(await icon(canvas.node(tool))).toMatch(/plugsurfingEmp\.svg$/);
		}
		const nodes = readWorkflow(file).nodes.filter((node) => !isSticky(node));
		await picture(
			'charging-assistant',
			nodes.map(({ name }) => canvas.node(String(name))),
			{ air: 44 },
		);
	}),
);
