import distance from '@turf/distance';
import { lineString, point } from '@turf/helpers';
import pointToLineDistance from '@turf/point-to-line-distance';

import { countInCells } from '../../nodes/PlugsurfingEmp/geo/geohashCells.ts';
import { decodePolyline } from '../../nodes/PlugsurfingEmp/geo/polyline.ts';
import { parseRoute } from '../../nodes/PlugsurfingEmp/geo/parseRoute.ts';
import { Route } from '../../nodes/PlugsurfingEmp/geo/route.ts';
import {
	hexagonAround,
	metresBetween,
	pointOf,
	vectorOf,
	type Point,
} from '../../nodes/PlugsurfingEmp/geo/sphere.ts';
import { mix } from '../../simulator/seeded.mts';

function chance(...numbers: number[]): number {
	return mix(...numbers) / 2 ** 32;
}

function randomPoint(...seed: number[]): Point {
	return { latitude: chance(1, ...seed) * 170 - 85, longitude: chance(2, ...seed) * 360 - 180 };
}

function turfMetres(a: Point, b: Point): number {
	return distance([a.longitude, a.latitude], [b.longitude, b.latitude], { units: 'meters' });
}

function nearby({ latitude, longitude }: Point, degrees: number, ...seed: number[]): Point {
	const eastward = longitude + (chance(4, ...seed) - 0.5) * degrees;
	return {
		latitude: Math.max(-89, Math.min(89, latitude + (chance(3, ...seed) - 0.5) * degrees)),
		longitude: ((eastward + 540) % 360) - 180,
	};
}

test('distances match turf, from a metre to half the Earth', () => {
	for (let run = 0; run < 1000; run++) {
		const a = randomPoint(run);
		const b = nearby(a, 10 ** (2 - (run % 8)), run);
		const expected = turfMetres(a, b);
		expect(Math.abs(metresBetween(vectorOf(a), vectorOf(b)) - expected)).toBeLessThan(
			1e-3 + expected * 1e-9,
		);
	}
	const [north, south] = [
		vectorOf({ latitude: 90, longitude: 0 }),
		vectorOf({ latitude: -90, longitude: 0 }),
	];
	expect(metresBetween(north, south)).toBeCloseTo(Math.PI * 6_371_008.8, 3);
});

test('a point survives conversion to a vector and back', () => {
	for (let run = 0; run < 200; run++) {
		const { latitude, longitude } = randomPoint(run);
		const back = pointOf(vectorOf({ latitude, longitude }));
		expect(back.latitude).toBeCloseTo(latitude, 9);
		expect(back.longitude).toBeCloseTo(longitude, 9);
	}
});

test('the distance from a route matches turf, also across the 180th meridian', () => {
	let crossed = 0;
	for (let run = 0; run < 300; run++) {
		const start =
			run % 3 === 0
				? { latitude: chance(9, run) * 120 - 60, longitude: 179.9 + chance(10, run) * 0.1 }
				: randomPoint(run);
		const points: [Point, ...Point[]] = [start];
		for (let leg = 0; leg < 1 + (run % 50); leg++)
			points.push(nearby(points[leg] ?? start, 1, run, leg));
		const place = nearby(points[run % points.length] ?? start, 0.5, run, 99);
		if (points.some(({ longitude }) => longitude < -178) && start.longitude > 178) crossed++;

		// Turf needs longitudes that continue beyond 180.
		const unbroken = ({ longitude, latitude }: Point) => [
			longitude < start.longitude - 180
				? longitude + 360
				: longitude > start.longitude + 180
					? longitude - 360
					: longitude,
			latitude,
		];
		const expected = pointToLineDistance(point(unbroken(place)), lineString(points.map(unbroken)), {
			units: 'meters',
			method: 'geodesic',
		});
		const { aside, along } = new Route(points).nearest(vectorOf(place));
		expect(Math.abs(aside - expected)).toBeLessThan(0.01 + expected * 1e-6);
		const foot = new Route(points).at(along);
		expect(metresBetween(foot, vectorOf(place))).toBeCloseTo(aside, 2);
	}
	expect(crossed).toBeGreaterThan(20);
});

describe('a route', () => {
	const route = new Route([
		{ latitude: 0, longitude: 0 },
		{ latitude: 0, longitude: 1 },
		{ latitude: 0, longitude: 1 },
		{ latitude: 1, longitude: 1 },
	]);
	const degree = (Math.PI * 6_371_008.8) / 180;

	test('is as long as its legs', () => {
		expect(route.metres).toBeCloseTo(2 * degree, 3);
	});

	test.each([
		[-5, 0, 0],
		[0.5, 0, 0.5],
		[1, 0, 1],
		[1.25, 0.25, 1],
		[7, 1, 1],
	])('finds the point %d degrees from its start', (degrees, latitude, longitude) => {
		const there = pointOf(route.at(degrees * degree));
		expect(there.latitude).toBeCloseTo(latitude, 9);
		expect(there.longitude).toBeCloseTo(longitude, 9);
	});

	test('finds the first of several nearest points', () => {
		const corner = route.nearest(vectorOf({ latitude: -0.5, longitude: 1.5 }));
		expect(corner.along).toBeCloseTo(degree, 3);
		const there = { latitude: 10, longitude: 10 };
		const back = { latitude: 10, longitude: 11 };
		const twice = new Route([there, back, there]);
		const near = twice.nearest(vectorOf({ latitude: 10.1, longitude: 10.2 }));
		expect(near.along).toBeLessThan(twice.metres / 2);
	});

	test('leaves a circle at the distance of its radius', () => {
		const centre = vectorOf({ latitude: 0, longitude: 0.5 });
		const place = route.leaves(centre, degree * 0.75, 0);
		expect(metresBetween(route.at(place), centre)).toBeCloseTo(degree * 0.75, 1);
		expect(place).toBeGreaterThan(degree);
		expect(route.leaves(centre, degree * 3, 0)).toBe(route.metres);
		expect(route.leaves(centre, degree * 0.1, 0)).toBe(0);
	});

	test('of a single point has no length', () => {
		const single = new Route([{ latitude: 5, longitude: 5 }]);
		expect(single.metres).toBe(0);
		expect(pointOf(single.at(0)).latitude).toBeCloseTo(5, 9);
		expect(single.nearest(vectorOf({ latitude: 6, longitude: 5 }))).toEqual({
			along: 0,
			aside: expect.closeTo(degree, 3) as number,
		});
	});
});

test('seven circles of half the radius cover a circle', () => {
	for (let run = 0; run < 300; run++) {
		const centre =
			run === 0 ? vectorOf({ latitude: 90, longitude: 0 }) : vectorOf(randomPoint(run));
		const radius = 10 ** (1 + chance(5, run) * 5);
		const centres = [centre, ...hexagonAround(centre, (radius * Math.sqrt(3)) / 2)];
		const { latitude, longitude } = pointOf(centre);
		const turn = 2 * Math.PI * chance(6, run);
		const away = (radius * Math.sqrt(chance(7, run))) / 111_195.08;
		const inside = vectorOf({
			latitude: latitude + away * Math.cos(turn),
			longitude: longitude + (away * Math.sin(turn)) / Math.cos((latitude * Math.PI) / 180),
		});
		if (metresBetween(centre, inside) > radius) continue;
		const nearest = Math.min(...centres.map((one) => metresBetween(one, inside)));
		expect(nearest).toBeLessThanOrEqual(radius / 2 + 1e-3);
	}
});

describe('a route is read from', () => {
	const points = [
		{ latitude: 38.5, longitude: -120.2 },
		{ latitude: 40.7, longitude: -120.95 },
		{ latitude: 43.252, longitude: -126.453 },
	];
	const pairs = points.map(({ latitude, longitude }) => [latitude, longitude]);
	const line = { type: 'LineString', coordinates: points.map((p) => [p.longitude, p.latitude, 8]) };

	test.each([
		['a list of pairs', pairs],
		['its text', ` ${JSON.stringify(pairs)}\n`],
		['pairs of strings', pairs.map((pair) => pair.map(String))],
		['a LineString', line],
		['its text', JSON.stringify(line)],
		['a Feature', { type: 'Feature', properties: {}, geometry: line }],
		["Google's own example of a polyline", '_p~iF~ps|U_ulLnnqC_mqNvxq`@'],
		['the same with precision 6', '_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI'],
	])('%s', (_, given) => {
		expect(parseRoute(given)).toEqual(points);
	});

	test.each([[[[1, 2]]], ['[["1", " 2 "]]'], [{ type: 'LineString', coordinates: [[2, 1]] }]])(
		'a single point: %j',
		(given) => {
			expect(parseRoute(given)).toEqual([{ latitude: 1, longitude: 2 }]);
		},
	);

	test.each([
		[[]],
		[[[91, 0]]],
		[[[0, 181]]],
		[[[1]]],
		[[[1, null]]],
		[[['', 2]]],
		[[['x', 2]]],
		[[52.5, 13.4]],
		['52.5,13.4'],
		['Berlin'],
		['NO ROUTE'],
		['ROUTES'],
		['??'],
		['?'],
		['???'],
		['{"type":'],
		['null'],
		[null],
		[5],
		[true],
		[{}],
		[{ type: 'Point', coordinates: [1, 2] }],
		[{ type: 'LineString' }],
		[{ type: 'LineString', coordinates: [[1, 91]] }],
		[{ type: 'Feature', geometry: null }],
		['~~~~~~~~~~~~~~~~~~'],
	])('nothing else: %j', (given) => {
		expect(parseRoute(given)).toBeUndefined();
	});

	test('not an empty polyline', () => {
		expect(decodePolyline('')).toBeUndefined();
	});
});

test('points are counted per cell, at their average position', () => {
	const points = [
		{ latitude: 52.1, longitude: 13.1 },
		{ latitude: 52.3, longitude: 13.3 },
		{ latitude: -16, longitude: -180 },
	];
	expect(countInCells(points, 2)).toEqual([
		{
			count: 2,
			latitude: expect.closeTo(52.2, 9) as number,
			longitude: expect.closeTo(13.2, 9) as number,
		},
		{ count: 1, latitude: -16, longitude: -180 },
	]);
	expect(countInCells(points, 5)).toHaveLength(3);
});
