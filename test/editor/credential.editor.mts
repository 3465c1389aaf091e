import { Account } from '../e2e/account.mts';
import { inEditor } from './inEditor.mts';
import { picture } from './picture.mts';

test(
	'a credential is refused with a wrong key, and accepted with the right one',
	inEditor(async (editor) => {
		const { simulator } = await Account.open({ keys: 10 });
		const panel = await (await editor.newWorkflow()).addFirstStep();
		const node = await panel.add('Plugsurfing EMP');

		const dialog = await node.createCredential();
		await dialog.fill({ baseUrl: simulator.baseUrl, apiKey: 'a-wrong-key' });
		await dialog.save();
		expect(await dialog.failure()).toMatch(/^Plugsurfing did not accept the API key\. /);
		await picture('credential', [dialog.whole]);

		await dialog.fill({ baseUrl: simulator.baseUrl, apiKey: simulator.apiKey });
		await dialog.save();
		await dialog.isClosed();
		const again = await node.editCredential();
		await again.success();
	}),
);
