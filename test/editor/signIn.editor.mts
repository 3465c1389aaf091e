import { login } from '../../host/testedN8n.mts';
import { inEditor } from './inEditor.mts';

test(
	'somebody signs in',
	inEditor(
		async (editor) => {
			const signIn = await editor.signIn();
			await signIn.as(login);
			expect(await signIn.firstPage()).toBe('Overview');
		},
		{ signedIn: false },
	),
);
