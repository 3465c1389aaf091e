import type { ApiClient } from '../../api/client';
import { inOrder } from '../../api/concurrency';
import type { Location } from '../../api/locations';
import {
	MAX_LOCATIONS,
	searchLocations,
	type FoundLocation,
	type LocationQuery,
} from '../../api/locationSearch';
import {
	centreOf,
	contains,
	metresTo,
	partsOf,
	rectanglesOf,
	sizeOf,
	type Area,
	type Rectangle,
} from '../../geo/rectangle';
import { metresBetween, vectorOf, type Point } from '../../geo/sphere';
import { interrupted, tooManyAtOneSpot } from './searchErrors';

/*
 * A search that reaches the API's limit is split into smaller rectangles, so that no location is missed. Those
 * near the centre come first, so that a caller with a limit sends few requests.
 */

/** Smallest part in metres. Locations this close together cannot be separated. */
const SMALLEST_M = 5;

/** More than the inaccuracy of distances that should be equal. */
const TOLERANCE_M = 0.01;

/** A rectangle to search. */
interface Part {
	rectangle: Rectangle;
	/** Metres from the centre of the area to the nearest point of the rectangle. */
	metres: number;
}

/** A location in the area and its distance from the centre. */
interface Near {
	location: Location;
	metres: number;
}

/** Compares locations by distance, then by ID. */
function byDistance(a: Near, b: Near): number {
	return a.metres - b.metres || (a.location.id < b.location.id ? -1 : 1);
}

function smallerParts(rectangle: Rectangle): Rectangle[] {
	const { height, width } = sizeOf(rectangle);
	if (Math.max(height, width) >= SMALLEST_M) return partsOf(rectangle);
	const { latitude, longitude } = centreOf(rectangle);
	const spot = { latitude: Number(latitude.toFixed(6)), longitude: Number(longitude.toFixed(6)) };
	const distance = Math.ceil(Math.hypot(height, width) / 2);
	throw tooManyAtOneSpot({ ...spot, distance }, 'in the area');
}

/** Collects the locations of an area without duplicates, and returns them in order of distance. */
class AreaResult {
	private readonly seen = new Set<string>();

	private pending: Near[] = [];

	private taken = 0;

	private readonly withoutPlace: Location[] = [];

	constructor(
		private readonly area: Area,
		private readonly centre: Point,
	) {}

	add(found: readonly FoundLocation[]): void {
		for (const { location, place } of found) {
			if (this.seen.has(location.id)) continue;
			this.seen.add(location.id);
			if (!place) this.withoutPlace.push(location);
			else if (contains(this.area, place)) {
				const metres = metresBetween(vectorOf(this.centre), vectorOf(place));
				this.pending.push({ location, metres });
			}
		}
	}

	/** Returns the locations up to a distance from the centre, nearest first. Returns each only once. */
	takeUpTo(metres: number): Location[] {
		const near = this.pending.filter((one) => one.metres <= metres).sort(byDistance);
		this.pending = this.pending.filter((one) => one.metres > metres);
		this.taken += near.length;
		return near.map(({ location }) => location);
	}

	/** Returns the distance in metres within which `count` locations are known. */
	reach(count: number): number {
		const missing = count - this.taken;
		if (missing <= 0) return 0;
		return this.pending.sort(byDistance)[missing - 1]?.metres ?? Infinity;
	}

	/**
	 * Returns the remaining locations. Those without coordinates come last: the API found them in the area, but
	 * does not say where.
	 */
	takeRest(): Location[] {
		return [...this.takeUpTo(Infinity), ...this.withoutPlace];
	}
}

/**
 * Finds the locations in an area without duplicates, those nearest to its centre first; those without readable
 * coordinates come last. Yields them as soon as their order is final, so a caller that has enough can stop.
 *
 * @param limit how many locations the caller needs, to avoid unnecessary searches; all if undefined. The search
 * continues beyond it if the caller does.
 * @throws ApiError of the failed search, with the number of successful ones, or if there are too many locations
 * at one spot.
 */
export async function* locationsInArea(
	client: ApiClient,
	area: Area,
	query: LocationQuery,
	limit: number | undefined,
): AsyncGenerator<Location[], void, undefined> {
	const centre = centreOf(area);
	const result = new AreaResult(area, centre);
	const partOf = (rectangle: Rectangle): Part => ({
		rectangle,
		metres: metresTo(rectangle, centre),
	});
	let searches = 0;
	const search = async ({ rectangle }: Part) => {
		const found = await searchLocations(client, rectangle, query).catch((cause: unknown) => {
			throw interrupted(cause, searches, 'in the area');
		});
		searches += 1;
		const smaller = found.length < MAX_LOCATIONS ? [] : smallerParts(rectangle);
		return { found, smaller };
	};

	const open = rectanglesOf(area).map(partOf);
	/**
	 * Returns the number of open parts within this distance, but at most as many as can be searched at the same
	 * time.
	 */
	const countWithin = (metres: number): number => {
		const count = open.filter((part) => part.metres <= metres).length;
		return Math.max(1, Math.min(count, client.maxConcurrent));
	};
	while (open.length > 0) {
		const next = open.splice(
			0,
			limit === undefined ? open.length : countWithin(result.reach(limit)),
		);
		for await (const { found, smaller } of inOrder(next, client.maxConcurrent, search)) {
			result.add(found);
			open.push(...smaller.map(partOf));
		}
		open.sort((a, b) => a.metres - b.metres);
		// All other locations are at least as far away as the nearest open part.
		yield result.takeUpTo((open[0]?.metres ?? Infinity) - TOLERANCE_M);
	}
	yield result.takeRest();
}
