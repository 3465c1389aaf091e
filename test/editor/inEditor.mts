import type { N8nSession } from '../../host/n8nSession.mts';
import { testedSession } from '../../host/testedN8n.mts';
import { Editor } from './editor.mts';
import { inBrowser } from './inBrowser.mts';

interface Circumstances {
	signedIn?: boolean;
	/** Of another n8n than the one that is started for all tests. */
	session?: () => N8nSession;
}

/** A test in n8n's editor, in a browser tab of its own. Somebody is signed in already. */
export function inEditor(
	test: (editor: Editor) => Promise<void>,
	{ signedIn = true, session = testedSession }: Circumstances = {},
): () => Promise<void> {
	return inBrowser(async (page) => {
		const { url, cookie } = session();
		if (signedIn) await page.context().addCookies(cookiesOf(url, cookie));
		await test(new Editor(page, url));
	});
}

function cookiesOf(url: string, header: string): { name: string; value: string; url: string }[] {
	return header.split('; ').map((cookie) => {
		const [name = '', ...value] = cookie.split('=');
		return { name, value: value.join('='), url };
	});
}
