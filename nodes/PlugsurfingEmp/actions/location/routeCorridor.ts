import type { Route } from '../../geo/route';
import { hexagonAround, pointOf, vectorOf, type Vector } from '../../geo/sphere';
import {
	MAX_LOCATIONS,
	searchLocations,
	type FoundLocation,
	type LocationQuery,
} from '../../api/locationSearch';
import type { ApiClient } from '../../api/client';
import { inOrder } from '../../api/concurrency';
import { interrupted, tooManyAtOneSpot } from './searchErrors';

/*
 * The API's route search is not documented, so radius searches cover the corridor along a route. Each
 * circle covers as much of the route as possible. A search that reaches the API's limit is split into
 * smaller ones, so that no location is missed.
 */

/**
 * How far a circle reaches along the route in either direction, in metres. The API promises fast responses up
 * to 10 km (docs/api-facts.md#geosearch); the maximum is not documented.
 */
const REACH_M = 10_000;

/** Smallest radius in metres. Locations this close together cannot be separated. */
const MIN_RADIUS_M = 5;

/** Decimals of the coordinates sent. Rounding moves the circle, so the radius grows by the same amount. */
const DECIMALS = 6;
const ROUNDING_M = 1;

/** A location near a route. */
export interface RouteLocation extends Required<FoundLocation> {
	/** Metres from the start of the route to its point nearest to the location. */
	along: number;
	/** Metres from that point to the location. */
	aside: number;
}

/** A circle that covers the corridor around a stretch of the route. */
interface Cover {
	centre: Vector;
	radius: number;
	/** Metres from the start; absent if the circle is part of another one. */
	stretch?: { from: number; to: number };
}

/**
 * Yields circles that cover the corridor, in route order, without new ones for stretches that are covered
 * already.
 */
function* covers(route: Route, width: number): Generator<Required<Cover>> {
	const reach = Math.max(REACH_M, width);
	const centres: Vector[] = [];
	let from = 0;
	do {
		let covered = from;
		for (const centre of centres) covered = Math.max(covered, route.leaves(centre, reach, from));
		if (covered > from + ROUNDING_M || (covered === route.metres && from > 0)) {
			from = covered;
			continue;
		}
		// A metre less than the reach, so that rounding cannot exclude the starting point.
		const centre = route.at(Math.min(from + reach - ROUNDING_M, (from + route.metres) / 2));
		const to = route.leaves(centre, reach, from);
		const stretch = { from, to };
		yield { centre, radius: route.farthest(centre, from, to) + width, stretch };
		centres.push(centre);
		from = to;
	} while (from < route.metres);
}

/** Returns smaller circles that together cover the part of the corridor inside this one. */
function parts(route: Route, width: number, { centre, radius, stretch }: Cover): Cover[] {
	const reach = radius - width;
	if (stretch && reach > width && stretch.to - stretch.from <= 2.5 * reach) {
		const middle = (stretch.from + stretch.to) / 2;
		return [
			{ from: stretch.from, to: middle },
			{ from: middle, to: stretch.to },
		].map(({ from, to }) => {
			const half = route.at((from + to) / 2);
			return {
				centre: half,
				radius: route.farthest(half, from, to) + width,
				stretch: { from, to },
			};
		});
	}
	// Seven circles of half the radius cover a circle: one in the middle, six around it.
	const around = hexagonAround(centre, (radius * Math.sqrt(3)) / 2);
	return [centre, ...around]
		.map((place) => ({ centre: place, radius: radius / 2 }))
		.filter((part) => route.nearest(part.centre).aside <= width + part.radius + ROUNDING_M);
}

function rounded(degrees: number): number {
	return Number(degrees.toFixed(DECIMALS));
}

/**
 * Finds the locations within `width` metres of a route, without duplicates, in route order. Yields them as soon
 * as their order is final, so a caller that has enough can stop. Searches run at the same time; when the caller
 * stops, up to `client.maxConcurrent` - 1 extra circles have been searched.
 *
 * @param withoutPlace called for each location without readable coordinates, which is left out.
 * @throws ApiError of the failed search, with the number of successful ones.
 */
export async function* locationsAlong(
	client: ApiClient,
	route: Route,
	width: number,
	query: LocationQuery,
	withoutPlace: () => void,
): AsyncGenerator<RouteLocation[], void, undefined> {
	let searches = 0;
	let isOver = false;
	/** Returns the locations in a circle, with duplicates if it was split. */
	const search = async (cover: Cover): Promise<FoundLocation[]> => {
		if (isOver) return [];
		const { latitude, longitude } = pointOf(cover.centre);
		const circle = {
			latitude: rounded(latitude),
			longitude: rounded(longitude),
			distance: Math.ceil(cover.radius + ROUNDING_M),
		};
		const found = await searchLocations(client, circle, query).catch((cause: unknown) => {
			isOver = true;
			throw interrupted(cause, searches, 'along the route');
		});
		searches += 1;
		if (found.length < MAX_LOCATIONS) return found;
		if (cover.radius < MIN_RADIUS_M) {
			isOver = true;
			throw tooManyAtOneSpot(circle, 'along the route');
		}
		const smaller = parts(route, width, cover);
		const inParts: FoundLocation[][] = [];
		for await (const part of inOrder(smaller, smaller.length, search)) inParts.push(part);
		return inParts.flat();
	};
	const searchAround = async (cover: Required<Cover>) => ({ cover, found: await search(cover) });
	const searched = inOrder(covers(route, width), client.maxConcurrent, searchAround);

	const seen = new Set<string>();
	let pending: RouteLocation[] = [];
	try {
		for await (const { cover, found } of searched) {
			for (const { location, place } of found) {
				if (seen.has(location.id)) continue;
				seen.add(location.id);
				if (!place) {
					withoutPlace();
					continue;
				}
				const { along, aside } = route.nearest(vectorOf(place));
				if (aside <= width) pending.push({ location, place, along, aside });
			}
			// All locations whose nearest route point is up to here have been found.
			const isFinal = ({ along }: RouteLocation) => along <= cover.stretch.to;
			yield inRouteOrder(pending.filter(isFinal));
			pending = pending.filter((location) => !isFinal(location));
		}
		yield inRouteOrder(pending);
	} finally {
		isOver = true;
	}
}

function inRouteOrder(found: RouteLocation[]): RouteLocation[] {
	return found.sort((a, b) => a.along - b.along || a.aside - b.aside);
}
