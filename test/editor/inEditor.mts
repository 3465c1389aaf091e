import { testedSession } from '../../host/testedN8n.mts';
import { Editor } from './editor.mts';
import { inBrowser } from './inBrowser.mts';

/** A test in n8n's editor, in a browser tab of its own. Somebody is signed in already. */
export function inEditor(
	test: (editor: Editor) => Promise<void>,
	{ signedIn = true } = {},
): () => Promise<void> {
	return inBrowser(async (page) => {
		const { url, cookie } = testedSession();
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
