import { fewerColours } from './fewerColours.mts';
import { readPng } from './png.mts';

// 3 x 5 pixels, and each row with another one of PNG's five filters.
const file = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAMAAAAFCAYAAACAcVaiAAAARElEQVR4nGNgOMHwX/UE63+vE1z/GaNP' +
		'CP5XPc3KAMJM0QzGDNGngXiaMQPztpTyhgPTdBkc/ugysEQzlIOVqOqwMgAA7IcUIDzwRmkAAAAASUVO' +
		'RK5CYII=',
	'base64',
);
const colours = Array.from({ length: 15 }, (_, pixel) => {
	const [x, y] = [pixel % 3, Math.floor(pixel / 3)];
	return [37 * x + 91 * y, 200 - 53 * x * y, 17 * y * y + 5 * x].map((value) => value & 255);
});

test('reads the pixels of a PNG whatever its filters', () => {
	expect([...readPng(file).pixels]).toEqual(colours.flat());
});

test('a picture with few colours keeps them all', () => {
	const smaller = fewerColours(file);
	const palette = smaller.indexOf('PLTE') + 4;
	expect(smaller.readUInt32BE(palette - 8)).toBe(colours.length * 3);
	expect([...smaller.subarray(palette, palette + colours.length * 3)]).toEqual(colours.flat());
});
