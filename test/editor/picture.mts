import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { fromRun } from './fromRun.mts';

interface Cut {
	/** Added on each side, pixels. */
	air?: number;
	/** What is below is left out, pixels. */
	height?: number;
}

/** Takes a picture for the documentation: the part of the page that holds all of these. */
export async function picture(name: string, around: Locator[], cut: Cut = {}): Promise<void> {
	const folder = fromRun('EDITOR_PICTURES');
	mkdirSync(folder, { recursive: true });
	const page = around[0]?.page();
	if (!page) throw new Error('A picture of nothing.');
	// What the mouse rests on looks different.
	await page.mouse.move(0, 0);
	const clip = await frame(around, cut);
	const taken = await page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
	// 256 colours are enough for a screen, in a third of the bytes.
	await sharp(taken)
		.png({ palette: true, effort: 10 })
		.toFile(join(folder, `${name}.png`));
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
