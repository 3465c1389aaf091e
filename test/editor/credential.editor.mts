import { Account } from '../support/account.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

test(
	'a credential is rejected with a wrong key and accepted with the right one',
	inEditor(async (editor) => {
		const { simulator } = await Account.open({ keys: 10 }, {}, 'Fleet in Cologne');
		const panel = await (await editor.newWorkflow()).addFirstStep();
		const node = await panel.add('Plugsurfing EMP');

		const dialog = await node.createCredential();
		await dialog.enterApiKey('a-wrong-key');
		await picture('credential', [dialog.whole], { height: 340 });
		await dialog.enterBaseUrl(simulator.baseUrl);
		await dialog.save();
		expect(await dialog.failure()).toMatch(/^Plugsurfing did not accept the API key\. /);

		await dialog.enterApiKey(simulator.apiKey);
		await dialog.save();
		await dialog.isClosed();
		const again = await node.editCredential();
		await again.success();
	}),
);
