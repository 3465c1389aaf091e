import type { Locator } from 'playwright-core';

/** What the browser knows of an <img>: the promise breaks when there is nothing to draw. */
interface Decoding {
	decode: () => Promise<void>;
}

/** The address of the picture at a place, once the browser has really drawn it. */
export async function icon(place: Locator): Promise<string> {
	const image = place.locator('img').filter({ visible: true });
	await image.evaluate((element: Decoding) => element.decode());
	return (await image.getAttribute('src')) ?? '';
}
