import { locationsInArea } from '../../../nodes/PlugsurfingEmp/actions/location/areaSearch.ts';
import type { Area } from '../../../nodes/PlugsurfingEmp/geo/rectangle.ts';
import { mix } from '../../../simulator/seeded.mts';
import { fakeClient } from '../../support/fakeClient.mts';

const QUERY = { filters: {}, matchingOnly: false };

interface Spot {
	id: string;
	coordinates: { latitude: string; longitude: string };
}

function spot(id: string, latitude: number, longitude: number): Spot {
	const coordinates = { latitude: latitude.toFixed(6), longitude: longitude.toFixed(6) };
	return { id, coordinates };
}

/** Mostly clusters, some along the lines where a search of the whole Earth is split. */
function randomSpots(run: number): Spot[] {
	const centres = [0, 1, 2, 3].map((cluster) => [
		(mix(51, run, cluster) % 180) - 90,
		(mix(52, run, cluster) % 360) - 180,
	]);
	return Array.from({ length: 3000 }, (_, number) => {
		const [north = 0, east = 0] = centres[number % 4] ?? [];
		const spread = number % 3 === 0 ? 40 : 0.5;
		const offset = (seed: number) => ((mix(seed, run, number) % 1001) / 500 - 1) * spread;
		const latitude = Math.max(-90, Math.min(90, north + offset(53)));
		const longitude = ((((east + offset(54) + 180) % 360) + 360) % 360) - 180;
		return number % 10 === 0
			? spot(String(number), Math.round(latitude / 45) * 45, longitude)
			: spot(String(number), latitude, longitude);
	});
}

/** Returns up to 300 spots for a rectangle, unsorted; edges may count as outside. */
function server(spots: readonly Spot[], countsEdges: boolean) {
	const asked: Record<string, string | number | undefined>[] = [];
	const client = fakeClient({
		request: ({ query = {} }) => {
			asked.push(query);
			const [top, bottom] = [Number(query.topLatitude), Number(query.bottomLatitude)];
			const [left, right] = [Number(query.leftLongitude), Number(query.rightLongitude)];
			if (!(top > bottom) || !(left < right)) throw new Error('Not a rectangle');
			// Nothing is beyond the edges of the map.
			const inside = (value: number, low: number, high: number, limit: number) =>
				(countsEdges || low === -limit ? value >= low : value > low) &&
				(countsEdges || high === limit ? value <= high : value < high);
			const locations = spots.filter(
				({ coordinates: { latitude, longitude } }) =>
					inside(Number(latitude), bottom, top, 90) && inside(Number(longitude), left, right, 180),
			);
			return Promise.resolve({ locations: locations.slice(0, 300) });
		},
	});
	return { client, asked };
}

async function find(spots: readonly Spot[], area: Area, countsEdges: boolean): Promise<string[]> {
	const { client } = server(spots, countsEdges);
	const found: string[] = [];
	for await (const batch of locationsInArea(client, area, QUERY, undefined)) {
		found.push(...batch.map(({ id }) => id));
	}
	return found;
}

describe('the search in an area finds the same as brute force', () => {
	const areas: Area[] = [
		{ top: 90, bottom: -90, left: -180, right: 180 },
		{ top: 90, bottom: 45, left: 90, right: -90 },
		{ top: -60, bottom: -90, left: 10, right: 5 },
		{ top: 30.5, bottom: -30.5, left: 170.25, right: -100.25 },
		{ top: 0.5, bottom: -45.5, left: -60.125, right: 60.375 },
	];

	test.each([true, false])('if edges count as inside: %s', async (countsEdges) => {
		let count = 0;
		for (let run = 0; run < 6; run++) {
			const spots = randomSpots(run);
			for (const area of areas) {
				const due = spots
					.filter(({ coordinates }) => {
						const [north, east] = [Number(coordinates.latitude), Number(coordinates.longitude)];
						const { top, bottom, left, right } = area;
						const fits = north <= top && north >= bottom;
						return (
							fits && (left < right ? east >= left && east <= right : east >= left || east <= right)
						);
					})
					// A server that excludes edges also excludes spots on the user's edge.
					.filter(
						({ coordinates: { latitude, longitude } }) =>
							countsEdges ||
							(![area.top, area.bottom].some(
								(edge) => Math.abs(edge) < 90 && edge === Number(latitude),
							) &&
								![area.left, area.right].some(
									(edge) => Math.abs(edge) < 180 && edge === Number(longitude),
								)),
					)
					.map(({ id }) => id);
				const found = await find(spots, area, countsEdges);
				expect(found.sort()).toEqual(due.sort());
				count += found.length;
			}
		}
		expect(count).toBeGreaterThan(10_000);
	});
});

test('splits the area after exactly 300 results, which may be truncated', async () => {
	const spots = Array.from({ length: 300 }, (_, number) => spot(String(number), number / 100, 1));
	const { client, asked } = server(spots, true);
	const area = { top: 3, bottom: 0, left: 0, right: 3 };
	let count = 0;
	for await (const batch of locationsInArea(client, area, QUERY, undefined)) count += batch.length;
	expect(count).toBe(300);
	expect(asked).toHaveLength(5);
});

test('sends no further request once the caller stops', async () => {
	const { client, asked } = server(randomSpots(0), true);
	const area = { top: 90, bottom: -90, left: -180, right: 180 };
	for await (const batch of locationsInArea(client, area, QUERY, 1)) if (batch.length > 0) break;
	const count = asked.length;
	await new Promise((done) => setTimeout(done, 20));
	expect(asked).toHaveLength(count);
	const every = server(randomSpots(0), true);
	for await (const batch of locationsInArea(every.client, area, QUERY, undefined)) void batch;
	expect(count).toBeLessThan(every.asked.length / 2);
});
