import { inEditor, picture } from '../support/editor/browser.mts';

test(
	'installs a community package where the README says',
	inEditor(async (editor) => {
		const dialog = await (await editor.communityNodes()).install();
		await dialog.enterPackage('n8n-nodes-plugsurfing-emp');
		expect(await dialog.canInstall()).toBe(false);
		await dialog.acceptRisk(
			'I understand the risks of installing unverified code from a public source.',
		);
		expect(await dialog.canInstall()).toBe(true);
		await picture('community-nodes', [dialog.whole]);
	}),
);
