import { mix } from '../seeded.mts';
import { cities, type City } from './cities.mts';
import { stretches } from './motorways.mts';
import { distanceM, offset, type Point } from './sphere.mts';

/** The place of a location, and the nearest city or road. */
export interface Site extends Point {
	city: City;
	/** The road, for locations along a motorway. */
	road: string | undefined;
}

/** Places with more locations within walking distance than one search returns (300): 600 and 400 of 20,000. */
const CROWDS: readonly { name: string; radiusM: number; part: number }[] = [
	{ name: 'Amsterdam', radiusM: 2500, part: 0.6 },
	{ name: 'Oslo', radiusM: 1000, part: 0.4 },
];
const EVERY_NTH_IS_CROWDED = 20;

/** Places on either side of the 180th meridian. */
const DATE_LINE: readonly City[] = [
	{ name: 'Taveuni', country: 'FJI', latitude: -16.84, longitude: 179.98, thousands: 19 },
	{ name: 'Egvekinot', country: 'RUS', latitude: 66.32, longitude: -179.12, thousands: 3 },
	{ name: 'Beringovskiy', country: 'RUS', latitude: 63.06, longitude: 179.32, thousands: 1 },
];
const EVERY_NTH_IS_AT_THE_DATE_LINE = 200;

/** Large cities have more chargers, but not in proportion. */
const shares = cities.map(({ thousands }) => thousands ** 0.7);
const lengthsM = stretches.map(({ from, to }) => distanceM(from, to));
const byName = new Map(cities.map((city) => [city.name, city]));

/** Returns a number from 0 up to, but not including, 1. */
function chance(...numbers: number[]): number {
	return mix(...numbers) / 2 ** 32;
}

/**
 * Returns a function that draws from a weighted list: the index at a fraction (0 to 1) of the total, and the
 * fraction within that entry.
 */
function drawer(weights: readonly number[]): (part: number) => { place: number; into: number } {
	const sum = weights.reduce((before, weight) => before + weight, 0);
	return (part) => {
		let left = part * sum;
		const place = weights.findIndex((weight) => {
			if (left < weight) return true;
			left -= weight;
			return false;
		});
		return { place, into: left / (weights[place] ?? 1) };
	};
}

const drawCity = drawer(shares);
const drawStretch = drawer(lengthsM);
const drawCrowd = drawer(CROWDS.map(({ part }) => part));

/**
 * Returns the site of the location with this index: in a city, along a motorway, in a crowded place or at the
 * date line.
 */
export function siteOf(index: number, seed: number): Site {
	const dice = (roll: number) => chance(seed, 0x10c, index, roll);
	if (index % EVERY_NTH_IS_AT_THE_DATE_LINE === 1) {
		const place = DATE_LINE[Math.floor(dice(1) * DATE_LINE.length)];
		if (place) return around(place, 30_000 * dice(2), dice(3));
	}
	if (index % EVERY_NTH_IS_CROWDED === 0) {
		const crowd = CROWDS[drawCrowd(dice(1)).place];
		const city = byName.get(crowd?.name ?? '');
		if (crowd && city) return around(city, crowd.radiusM * Math.sqrt(dice(2)), dice(3));
	}
	if (dice(0) < 0.35) return alongMotorway(dice(1), dice(2));
	const { place } = drawCity(dice(1));
	const city = cities[place];
	if (!city) throw new Error('The map has no such city');
	const spreadM = 700 * Math.sqrt(shares[place] ?? 1);
	// Dense in the middle, thinner outwards.
	return around(city, spreadM * Math.sqrt(-Math.log(1 - dice(2))), dice(3));
}

function around(city: City, distance: number, turn: number): Site {
	const angle = 2 * Math.PI * turn;
	const point = offset(city, distance * Math.cos(angle), distance * Math.sin(angle));
	return rounded({ ...point, city, road: undefined });
}

function alongMotorway(part: number, aside: number): Site {
	const { place, into: along } = drawStretch(part);
	const stretch = stretches[place];
	if (!stretch) throw new Error('The map has no such road');
	const { from, to, road } = stretch;
	const middle = {
		latitude: from.latitude + along * (to.latitude - from.latitude),
		longitude: from.longitude + along * (to.longitude - from.longitude),
	};
	const point = offset(middle, (aside - 0.5) * 2000, (aside - 0.5) * 2000);
	return rounded({ ...point, city: along < 0.5 ? from : to, road });
}

/** Rounds a site to six decimals (a decimetre), as in responses. */
function rounded(site: Site): Site {
	return {
		...site,
		latitude: Number(site.latitude.toFixed(6)),
		longitude: Number(site.longitude.toFixed(6)),
	};
}
