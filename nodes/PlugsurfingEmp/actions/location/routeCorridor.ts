import type { Route } from '../../geo/route';
import { hexagonAround, pointOf, type Vector } from '../../geo/sphere';
import { ApiError } from '../../api/http/apiError';
import {
	MAX_LOCATIONS,
	searchLocations,
	type FoundLocation,
	type LocationQuery,
} from '../../api/locationSearch';
import type { ApiClient } from '../../api/client';

/*
 * The API's own route search is not documented, so the corridor along a route is covered with circles: radius searches
 * of which each takes in as much of the route as it can. Where one hits the most that a search answers, it is done again
 * in parts, so that nothing is missed.
 */

/**
 * How much of the route a circle reaches to either side, metres. The API promises its fast answers up to 10 km
 * (docs/api-facts.md#geosearch), and no public page says how large a circle may be.
 */
const REACH_M = 10_000;

/** Circles are not made smaller than this, metres: what stands so close together cannot be told apart. */
const MIN_RADIUS_M = 5;

/** Coordinates are sent with so many decimals; what that moves a circle by is added to its radius. */
const DECIMALS = 6;
const ROUNDING_M = 1;

/** A location near a route. */
export interface RouteLocation extends FoundLocation {
	/** Where the route comes nearest to it: metres from its start. */
	along: number;
	/** How far the location is from there, metres. */
	aside: number;
}

/** A circle that takes in the corridor around a stretch of the route. */
interface Cover {
	centre: Vector;
	radius: number;
	/** Metres from the start; nothing when the circle is a part of one. */
	stretch?: { from: number; to: number };
}

/** Circles that cover the corridor, in the order of the route. Where it comes back to, it needs no new ones. */
function* covers(route: Route, width: number): Generator<Required<Cover>> {
	const reach = Math.max(REACH_M, width);
	const centres: Vector[] = [];
	let from = 0;
	do {
		const known = centres.map((centre) => route.leaves(centre, reach, from));
		const covered = Math.max(from, ...known);
		if (covered > from + ROUNDING_M || (covered === route.metres && from > 0)) {
			from = covered;
			continue;
		}
		// A metre short of its reach, so that rounding never leaves the place behind where it has to begin.
		const centre = route.at(Math.min(from + reach - ROUNDING_M, (from + route.metres) / 2));
		const to = route.leaves(centre, reach, from);
		const stretch = { from, to };
		yield { centre, radius: route.farthest(centre, from, to) + width, stretch };
		centres.push(centre);
		from = to;
	} while (from < route.metres);
}

/** Smaller circles that take in what of the corridor is in this one. */
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
 * The locations within `width` metres of a route, each once, in the order of the route. They come piece by piece, as
 * soon as nothing can come before them any more: who has enough may stop.
 *
 * @throws ApiError of the search that failed, with how many had been answered.
 */
export async function* locationsAlong(
	client: ApiClient,
	route: Route,
	width: number,
	wanted: LocationQuery,
): AsyncGenerator<RouteLocation[], void, undefined> {
	const seen = new Set<string>();
	let searches = 0;
	let pending: RouteLocation[] = [];

	const search = async (cover: Cover): Promise<void> => {
		const { latitude, longitude } = pointOf(cover.centre);
		const circle = {
			latitude: rounded(latitude),
			longitude: rounded(longitude),
			distance: Math.ceil(cover.radius + ROUNDING_M),
		};
		const found = await searchLocations(client, circle, wanted).catch((cause: unknown) => {
			throw interrupted(cause, searches);
		});
		searches += 1;
		if (found.length >= MAX_LOCATIONS) {
			if (cover.radius < MIN_RADIUS_M) throw tooMany(circle);
			for (const part of parts(route, width, cover)) await search(part);
			return;
		}
		for (const one of found) {
			if (seen.has(one.location.id)) continue;
			seen.add(one.location.id);
			const { along, aside } = route.nearest(one.place);
			if (aside <= width) pending.push({ ...one, along, aside });
		}
	};

	for (const cover of covers(route, width)) {
		await search(cover);
		// Whatever is nearest to the route up to here is in a circle by now.
		const isSure = ({ along }: RouteLocation) => along <= cover.stretch.to;
		yield inOrder(pending.filter(isSure));
		pending = pending.filter((one) => !isSure(one));
	}
	yield inOrder(pending);
}

function inOrder(found: RouteLocation[]): RouteLocation[] {
	return found.sort((a, b) => a.along - b.along || a.aside - b.aside);
}

function interrupted(cause: unknown, searches: number): unknown {
	if (!(cause instanceof ApiError) || searches === 0) return cause;
	return cause.after(
		`${searches === 1 ? '1 search' : `${searches} searches`} along the route had been answered; a part of a route is never returned`,
	);
}

function tooMany({ latitude, longitude, distance }: Record<string, number>): ApiError {
	return new ApiError(
		`Could not find all locations along the route: there are ${MAX_LOCATIONS} or more within ${distance} metres of ${latitude}, ${longitude}, and a search answers no more than that`,
		{ remedy: 'Add filters, so that fewer of them match.' },
	);
}
