import type { Point } from './sphere';

/** Each character encodes five bits and a continuation bit, shifted into the printable range. */
const FIRST_CHARACTER = 63;
const LAST_CHARACTER = 126;
const MORE = 0x20;
/** No coordinate needs more than 30 bits. */
const MAX_BITS = 30;

/** Words in capitals decode to points within this distance of 0°, 0° (degrees), where there is no road. */
const NOWHERE = 0.01;

/** Decodes the numbers of a polyline; undefined if the text is not one. */
function numbersIn(text: string): number[] | undefined {
	const numbers: number[] = [];
	let [number, bits] = [0, 0];
	for (let place = 0; place < text.length; place++) {
		const code = text.charCodeAt(place);
		if (code < FIRST_CHARACTER || code > LAST_CHARACTER || bits > MAX_BITS) return undefined;
		const five = code - FIRST_CHARACTER;
		number += (five % MORE) * 2 ** bits;
		bits += 5;
		if (five >= MORE) continue;
		// The lowest bit is the sign.
		numbers.push(number % 2 === 1 ? -(number + 1) / 2 : number / 2);
		[number, bits] = [0, 0];
	}
	return bits === 0 ? numbers : undefined;
}

function isOnEarth({ latitude, longitude }: Point): boolean {
	return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

function isNowhere({ latitude, longitude }: Point): boolean {
	return Math.abs(latitude) < NOWHERE && Math.abs(longitude) < NOWHERE;
}

/**
 * Decodes the points of an encoded polyline (Google's algorithm); undefined if the text is not one.
 * Precision 5 is common; if it gives invalid coordinates, precision 6 is used. Within 9° north or south and
 * 18° east or west of 0°, 0° both are valid, and 5 is assumed.
 */
export function decodePolyline(text: string): Point[] | undefined {
	const numbers = numbersIn(text);
	if (!numbers || numbers.length === 0 || numbers.length % 2 === 1) return undefined;
	for (const unit of [1e5, 1e6]) {
		const points: Point[] = [];
		let [north, east] = [0, 0];
		for (let place = 0; place < numbers.length; place += 2) {
			north += numbers[place] ?? 0;
			east += numbers[place + 1] ?? 0;
			points.push({ latitude: north / unit, longitude: east / unit });
		}
		if (points.every(isOnEarth)) return points.every(isNowhere) ? undefined : points;
	}
	return undefined;
}
