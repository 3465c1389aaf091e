import { existsSync } from 'node:fs';
import { aptInstall } from './aptPackages.mts';
import { Failure } from './failure.mjs';

/** /usr/bin/chromium-browser is missing on purpose: Ubuntu's only says what else to install. */
const USUAL_PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Chromium or Chrome on this machine; installed with apt-get for root on Debian. */
export async function chromium(): Promise<string> {
	const chosen = process.env['CHROMIUM_PATH'];
	const find = () => (chosen ? [chosen] : USUAL_PLACES).find((place) => existsSync(place));
	if (!chosen && !find()) await aptInstall(['chromium'], 'the editor tests need one');
	const found = find();
	if (found) return found;
	throw new Failure(
		'The editor tests need Chromium or Chrome. Install one, or set CHROMIUM_PATH to its program.',
	);
}
