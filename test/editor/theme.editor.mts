import { Account } from '../support/account.mts';
import { icon } from '../support/editor/nodeScreens.mts';
import type { Editor } from '../support/editor/screens.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

const exportStep = 'Export all keys';
const steps = ['Every night at 02:00', 'Start by hand', exportStep];
const clock = () => Date.parse('2026-01-01T02:00:00Z');

async function runNightlyExport(editor: Editor, name: string): Promise<string> {
	const account = await Account.open({ keys: 2500, now: clock }, {}, 'Fleet in Dresden');
	const canvas = await editor.open(await account.import('nightly-key-export.json'));
	await canvas.run();
	expect(await canvas.itemCounts(1)).toEqual(['1 item']);
	await picture(name, [canvas.note, ...steps.map((step) => canvas.node(step))], { air: 24 });
	return await icon(canvas.node(exportStep));
}

describe('the nightly export runs and shows the icon', () => {
	test(
		'for a light background',
		inEditor(async (editor) => {
			expect(await runNightlyExport(editor, 'nightly-export')).toMatch(/plugsurfingEmp\.svg$/);
		}),
	);

	test(
		'for a dark background in the dark theme',
		inEditor(async (editor) => {
			await (await editor.personalSettings()).chooseTheme('Dark theme');
			const source = await runNightlyExport(editor, 'nightly-export-dark');
			expect(source).toMatch(/plugsurfingEmp\.dark\.svg$/);
		}),
	);
});
