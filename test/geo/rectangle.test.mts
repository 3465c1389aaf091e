import distance from '@turf/distance';

import {
	centreOf,
	contains,
	metresTo,
	partsOf,
	rectanglesOf,
	sizeOf,
	type Area,
} from '../../nodes/PlugsurfingEmp/geo/rectangle.ts';
import type { Point } from '../../nodes/PlugsurfingEmp/geo/sphere.ts';
import { mix } from '../../simulator/seeded.mts';

/** A number from 0 to 1, the same in each run. */
function random(...seeds: [number, ...number[]]): number {
	return (mix(...seeds) % 1_000_000) / 1_000_000;
}

function between(low: number, high: number, ...seeds: [number, ...number[]]): number {
	return low + (high - low) * random(...seeds);
}

function randomArea(run: number): Area {
	const [one, other] = [between(-90, 90, 41, run), between(-90, 90, 42, run)];
	const [left, right] = [between(-180, 180, 43, run), between(-180, 180, 44, run)];
	return { top: Math.max(one, other), bottom: Math.min(one, other), left, right };
}

function pointIn({ top, bottom, left, right }: Area, ...seeds: [number, ...number[]]): Point {
	return {
		latitude: between(bottom, top, 45, ...seeds),
		longitude: between(left, right, 46, ...seeds),
	};
}

/** As on a server that does not count edges as inside. */
function isWithin({ top, bottom, left, right }: Area, { latitude, longitude }: Point): boolean {
	return latitude < top && latitude > bottom && longitude > left && longitude < right;
}

function metresBetween(a: Point, b: Point): number {
	return distance([a.longitude, a.latitude], [b.longitude, b.latitude], { units: 'meters' });
}

const RUNS = Array.from({ length: 60 }, (_, run) => run);

test('rectangles cover an area, also across the 180th meridian', () => {
	for (const run of RUNS) {
		const area = randomArea(run);
		const rectangles = rectanglesOf(area);
		for (const { left, right } of rectangles) expect(left).toBeLessThan(right);
		for (let number = 0; number < 20; number++) {
			const point = pointIn({ top: 90, bottom: -90, left: -180, right: 180 }, run, number);
			const isCovered = rectangles.some((rectangle) => contains(rectangle, point));
			expect(isCovered).toBe(contains(area, point));
		}
	}
});

test('parts cover a rectangle, and every cut is inside a part', () => {
	for (const run of RUNS) {
		for (const rectangle of rectanglesOf(randomArea(run))) {
			const parts = partsOf(rectangle);
			const onCut = parts.map(({ top, right }) => ({ latitude: top, longitude: right }));
			const corners = parts.map(({ bottom, left }) => ({ latitude: bottom, longitude: left }));
			const others = [0, 1, 2, 3, 4].map((number) => pointIn(rectangle, run, number));
			for (const point of [...onCut, ...corners, ...others]) {
				if (!isWithin(rectangle, point)) continue;
				expect(parts.filter((part) => isWithin(part, point))).not.toEqual([]);
			}
		}
	}
});

test('parts become smaller until they are a few metres wide, also at a pole', () => {
	for (const corner of [
		{ top: 90, bottom: -90, left: -180, right: 180 },
		{ top: 90, bottom: 89.9, left: 0, right: 180 },
		{ top: 0.001, bottom: 0, left: 179, right: 180 },
	]) {
		for (const number of [0, 1, 3]) {
			let part: Area = corner;
			let steps = 0;
			const longer = ({ height, width } = sizeOf(part)) => Math.max(height, width);
			for (; longer() > 5; steps++) {
				const smaller = partsOf(part);
				part = smaller[number % smaller.length] ?? part;
			}
			expect(steps).toBeLessThan(50);
		}
	}
});

test('the distance of a rectangle is the distance of its nearest point', () => {
	for (const run of RUNS) {
		const point = pointIn({ top: 90, bottom: -90, left: -180, right: 180 }, run);
		for (const rectangle of rectanglesOf(randomArea(run))) {
			const metres = metresTo(rectangle, point);
			const { top, bottom, left, right } = rectangle;
			let nearest = Infinity;
			for (let row = 0; row <= 40; row++) {
				const latitude = bottom + ((top - bottom) * row) / 40;
				for (let column = 0; column <= 40; column++) {
					const longitude = left + ((right - left) * column) / 40;
					nearest = Math.min(nearest, metresBetween(point, { latitude, longitude }));
				}
			}
			expect(metres).toBeLessThanOrEqual(nearest + 0.01);
			// The nearest point of the grid is at most half a step away in either direction.
			const { height, width } = sizeOf(rectangle);
			expect(metres).toBeGreaterThanOrEqual(nearest - Math.hypot(height, width) / 80 - 0.01);
		}
	}
});

test.each([
	[
		{ top: 2, bottom: 0, left: 10, right: 20 },
		{ latitude: 1, longitude: 15 },
	],
	[
		{ top: 2, bottom: 0, left: 170, right: -170 },
		{ latitude: 1, longitude: 180 },
	],
	[
		{ top: 2, bottom: 0, left: 178, right: -170 },
		{ latitude: 1, longitude: -176 },
	],
	[
		{ top: 90, bottom: -90, left: -180, right: 180 },
		{ latitude: 0, longitude: 0 },
	],
])('the centre of %j', (area, centre) => {
	expect(centreOf(area)).toEqual(centre);
});
