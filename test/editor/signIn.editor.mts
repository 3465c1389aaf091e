import { login } from '../../host/testedN8n.mts';
import { Account } from '../support/account.mts';
import { inEditor } from '../support/editor/browser.mts';

test(
	'somebody signs in',
	inEditor(
		async (editor) => {
			// Where there is no workflow yet, n8n welcomes instead: whether other tests have run must not matter.
			await (await Account.open({ keys: 10 })).import('nightly-key-export.json');
			const signIn = await editor.signIn();
			await signIn.as(login);
			expect(await signIn.firstPage()).toBe('Overview');
		},
		{ signedIn: false },
	),
);
