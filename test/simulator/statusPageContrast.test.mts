import { readFileSync } from 'node:fs';

/** WCAG 2.2, level AA, for texts of ordinary size. */
const ENOUGH = 4.5;

const TEXTS = ['text', 'quiet', 'accent', 'good', 'refused', 'failed'];
const GROUNDS = ['page', 'card'];

const style = readFileSync(new URL('../../simulator/page/style.css', import.meta.url), 'utf8');

/** The colours of one `:root` block: those for light come first, then those for dark. */
function colours(block: number): Map<string, string> {
	const text = style.split(':root {')[block + 1]?.split('}')[0] ?? '';
	const found = text.matchAll(/--(\w+): #(\w+);/g);
	return new Map([...found].map(([, name = '', colour = '']) => [name, colour]));
}

/** Relative luminance as WCAG defines it. */
function luminance(colour: string): number {
	const long = colour.length === 3 ? colour.replace(/./g, '$&$&') : colour;
	const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((place) => {
		const share = Number.parseInt(long.slice(place, place + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

test('contrast is computed as WCAG does', () => {
	expect(contrast('000', 'ffffff')).toBeCloseTo(21);
	expect(contrast('777', 'fff')).toBeCloseTo(4.48, 2);
});

test.each([
	['light', 0],
	['dark', 1],
])('every text can be read in %s colours', (_scheme, block) => {
	const chosen = colours(block);
	const of = (name: string) => {
		const colour = chosen.get(name);
		if (colour === undefined) throw new Error(`There is no colour ${name}`);
		return colour;
	};
	for (const text of TEXTS) {
		for (const ground of GROUNDS) {
			expect({ text, ground, enough: contrast(of(text), of(ground)) >= ENOUGH }).toEqual({
				text,
				ground,
				enough: true,
			});
		}
	}
});
