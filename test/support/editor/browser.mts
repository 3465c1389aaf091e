import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	chromium,
	selectors,
	type Browser,
	type BrowserContext,
	type Locator,
	type Page,
} from 'playwright-core';
import sharp from 'sharp';
import { editorFolder } from '../../../host/places.mts';
import { fromRunner, testedSession } from '../../../host/testedN8n.mts';
import { Editor } from './screens.mts';

const patienceMs = 60_000;
const failures = join(editorFolder, 'failures');

selectors.setTestIdAttribute('data-test-id');

let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: fromRunner('EDITOR_CHROMIUM'),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
			'--no-first-run',
			'--disable-quic',
			'--disable-component-update',
			'--disable-sync',
			// Only this machine: a test must not depend on the internet.
			'--no-proxy-server',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
	// One context per file, so that the editor's code is loaded once.
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

/** A test in its own browser tab. Takes a picture if it fails. */
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

/** A test in n8n's editor, in its own browser tab, with a signed-in user. */
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

interface Cut {
	/** Added on each side, pixels. */
	air?: number;
	/** The maximum height, pixels. */
	height?: number;
	/** From 1 to 100: lower values mean fewer colours and bytes. */
	quality?: number;
}

/** Takes a picture for the documentation: the part of the page that holds all of these. */
export async function picture(name: string, around: Locator[], cut: Cut = {}): Promise<void> {
	const file = join(fromRunner('EDITOR_PICTURES'), `${name}.png`);
	mkdirSync(dirname(file), { recursive: true });
	const page = around[0]?.page();
	if (!page) throw new Error('A picture of nothing.');
	// Elements under the mouse look different.
	await page.mouse.move(0, 0);
	const clip = await frame(around, cut);
	const taken = await page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
	// 256 colours are enough for a screen, in a third of the bytes.
	const { quality = 100 } = cut;
	await sharp(taken).png({ palette: true, effort: 10, quality }).toFile(file);
}

async function frame(around: Locator[], { air = 0, height = Infinity }: Cut) {
	const boxes = await Promise.all(around.map((locator) => locator.boundingBox()));
	const there = boxes.filter((box) => box !== null);
	const left = Math.min(...there.map(({ x }) => x)) - air;
	const top = Math.min(...there.map(({ y }) => y)) - air;
	const right = Math.max(...there.map(({ x, width }) => x + width)) + air;
	const bottom = Math.max(...there.map(({ y, height }) => y + height)) + air;
	return { x: left, y: top, width: right - left, height: Math.min(height, bottom - top) };
}
