import { existsSync } from 'node:fs';
import { aptInstall } from './aptPackages.mts';
import { Failure } from './failure.mjs';

/** Without /usr/bin/chromium-browser, which on Ubuntu only prints what to install instead. */
const USUAL_PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Returns the path of Chromium or Chrome. Installs it with apt-get if run as root on Debian. */
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
