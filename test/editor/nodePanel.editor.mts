import { icon } from '../support/editor/nodeScreens.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

describe('the node panel', () => {
	test.each(['plugsurfing', 'charging'])('finds the node by "%s"', (word) =>
		inEditor(async (editor) => {
			const canvas = await editor.newWorkflow();
			const panel = await canvas.addFirstStep();
			await panel.search(word);
			const found = panel.found('Plugsurfing EMP');
			expect(await found.innerText()).toContain('Manage charging keys');
			expect(await icon(found)).toMatch(/plugsurfingEmp\.svg$/);
		})(),
	);

	test(
		'lists the node and both triggers under different names',
		inEditor(async (editor) => {
			const panel = await (await editor.newWorkflow()).addFirstStep();
			await panel.search('plugsurfing');
			await panel.found('Plugsurfing EMP').waitFor();
			// n8n shows triggers without the word Trigger.
			expect((await panel.names()).sort()).toEqual([
				'Plugsurfing EMP',
				'Plugsurfing EMP Poll',
				'Plugsurfing EMP Webhook',
			]);
		}),
	);

	test(
		'adds the node, ready to list charging keys',
		inEditor(async (editor) => {
			const canvas = await editor.newWorkflow();
			const panel = await canvas.addFirstStep();
			await panel.search('charging');
			await panel.found('Plugsurfing EMP').waitFor();
			await picture('node-panel', [panel.whole], { height: 256 });
			const node = await panel.add('Plugsurfing EMP');
			expect(await node.title()).toBe('Get many charging keys');
		}),
	);
});
