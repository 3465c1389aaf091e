import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, selectors, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { editorFolder } from '../../host/places.mts';
import { fromRun } from './fromRun.mts';

const patienceMs = 60_000;
const failures = join(editorFolder, 'failures');

selectors.setTestIdAttribute('data-test-id');

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: fromRun('EDITOR_CHROMIUM'),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--no-first-run',
			'--disable-quic',
			'--disable-component-update',
			'--disable-sync',
			// Nothing but this machine: what a test sees must not depend on the internet.
			'--no-proxy-server',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
	// One context for a file: the editor's code is loaded once.
	context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		deviceScaleFactor: 2,
		colorScheme: 'light',
		reducedMotion: 'reduce',
		timezoneId: 'UTC',
		locale: 'en-GB',
	});
	context.setDefaultTimeout(patienceMs);
});

afterAll(() => browser.close());

/** A test in a browser tab of its own. When it fails, there is a picture of it. */
export function inBrowser(test: (page: Page) => Promise<void>): () => Promise<void> {
	return async () => {
		const page = await context.newPage();
		try {
			await test(page);
		} catch (error) {
			await photograph(page);
			throw error;
		} finally {
			// n8n keeps a workflow for the tab that has it open.
			await page.close();
		}
	};
}

async function photograph(page: Page): Promise<void> {
	mkdirSync(failures, { recursive: true });
	const name = (expect.getState().currentTestName ?? 'test').replace(/\W+/g, '-');
	const path = join(failures, `${name}.png`);
	await page.screenshot({ path });
	process.stderr.write(`What it looked like: ${path}\n`);
}
