/** Mean radius of the Earth, metres (IUGG). */
const EARTH_RADIUS_M = 6_371_008.8;

const DEGREE = Math.PI / 180;

/** A point on the Earth, degrees. */
export interface Point {
	latitude: number;
	longitude: number;
}

/** Returns the great-circle distance in metres (haversine formula). */
export function distanceM(a: Point, b: Point): number {
	const north = Math.sin(((b.latitude - a.latitude) * DEGREE) / 2);
	const east = Math.sin(((b.longitude - a.longitude) * DEGREE) / 2);
	const h =
		north * north + Math.cos(a.latitude * DEGREE) * Math.cos(b.latitude * DEGREE) * east * east;
	return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Returns the point at a distance north and east of another one, accurate up to about 100 km. */
export function offset({ latitude, longitude }: Point, northM: number, eastM: number): Point {
	const shifted = longitude + eastM / (EARTH_RADIUS_M * DEGREE * Math.cos(latitude * DEGREE));
	return {
		latitude: latitude + northM / (EARTH_RADIUS_M * DEGREE),
		longitude: ((((shifted + 180) % 360) + 360) % 360) - 180,
	};
}

/** Converts metres to degrees of latitude. */
export function degreesOfLatitude(metres: number): number {
	return metres / (EARTH_RADIUS_M * DEGREE);
}
