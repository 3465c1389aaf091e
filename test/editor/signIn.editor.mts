import { login } from '../../host/testedN8n.mts';
import { Account } from '../support/account.mts';
import { inEditor } from '../support/editor/browser.mts';

test(
	'a user signs in',
	inEditor(
		async (editor) => {
			// Without workflows n8n shows a welcome page. The test must not depend on whether others have run.
			await (await Account.open({ keys: 10 })).import('nightly-key-export.json');
			const signIn = await editor.signIn();
			await signIn.as(login);
			expect(await signIn.firstPage()).toBe('Overview');
		},
		{ signedIn: false },
	),
);
