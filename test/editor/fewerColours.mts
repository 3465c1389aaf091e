import { readPng, writePalettePng } from './png.mts';

const most = 256;

/** The same picture with 256 colours at most, which a picture of an editor does not show, in a third of the bytes. */
export function fewerColours(file: Buffer): Buffer {
	const picture = readPng(file);
	const colours = Array.from({ length: picture.width * picture.height }, (_, pixel) =>
		picture.pixels.readUIntBE(pixel * 3, 3),
	);
	const byFrequency = sortedByFrequency(colours);
	const palette = paletteOf(byFrequency);
	const indexes = new Map(byFrequency.map((colour) => [colour, nearest(palette, colour)]));
	return writePalettePng(
		picture,
		palette,
		Uint8Array.from(colours, (colour) => indexes.get(colour) ?? 0),
	);
}

function sortedByFrequency(colours: number[]): number[] {
	const counts = new Map<number, number>();
	for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
	return [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
}

/** The most frequent colours, leaving out those too close to one that is there: as close as it takes to fit. */
function paletteOf(colours: number[]): number[] {
	for (let apart = 0; ; apart += 4) {
		const palette: number[] = [];
		for (const colour of colours) {
			if (palette.length > most) break;
			if (palette.every((other) => distance(colour, other) > apart * apart)) palette.push(colour);
		}
		if (palette.length <= most) return palette;
	}
}

function nearest(palette: number[], colour: number): number {
	let best = 0;
	palette.forEach((candidate, index) => {
		if (distance(candidate, colour) < distance(palette[best] ?? 0, colour)) best = index;
	});
	return best;
}

function distance(one: number, other: number): number {
	return [16, 8, 0].reduce((sum, bits) => {
		const difference = ((one >> bits) & 255) - ((other >> bits) & 255);
		return sum + difference * difference;
	}, 0);
}
