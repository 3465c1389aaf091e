/*
 * Great-circle geometry on a sphere, with points as unit vectors: no special cases at the poles or at the
 * 180th meridian, and exact to less than a millimetre for neighbours.
 */

/** Mean radius of the Earth in metres (IUGG). The real shape makes distances differ by up to 0.5 %. */
const EARTH_RADIUS_M = 6_371_008.8;

const DEGREE = Math.PI / 180;

/** Degrees, WGS 84. */
export interface Point {
	latitude: number;
	longitude: number;
}

export type Vector = readonly [x: number, y: number, z: number];

export function vectorOf({ latitude, longitude }: Point): Vector {
	const outwards = Math.cos(latitude * DEGREE);
	return [
		outwards * Math.cos(longitude * DEGREE),
		outwards * Math.sin(longitude * DEGREE),
		Math.sin(latitude * DEGREE),
	];
}

export function pointOf([x, y, z]: Vector): Point {
	return {
		latitude: Math.atan2(z, Math.hypot(x, y)) / DEGREE,
		longitude: Math.atan2(y, x) / DEGREE,
	};
}

function dot(a: Vector, b: Vector): number {
	return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The point that is so far from `a` in a direction: a unit vector at right angles to it. */
function towards(a: Vector, direction: Vector, angle: number): Vector {
	const [ahead, stay] = [Math.sin(angle), Math.cos(angle)];
	return [
		a[0] * stay + direction[0] * ahead,
		a[1] * stay + direction[1] * ahead,
		a[2] * stay + direction[2] * ahead,
	];
}

function scaled(a: Vector, factor: number): Vector {
	return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/** Metres between two points. */
export function metresBetween(a: Vector, b: Vector): number {
	const across = cross(a, b);
	return EARTH_RADIUS_M * Math.atan2(Math.hypot(...across), dot(a, b));
}

/** The shortest way from one point to another. */
export class Segment {
	readonly metres: number;

	/** At right angles to the way; nothing when it leads nowhere. */
	private readonly normal: Vector | undefined;

	/** The direction in which the way sets out. */
	private readonly ahead: Vector;

	constructor(
		readonly from: Vector,
		readonly to: Vector,
	) {
		this.metres = metresBetween(from, to);
		const across = cross(from, to);
		const length = Math.hypot(...across);
		this.normal = length > 0 ? scaled(across, 1 / length) : undefined;
		this.ahead = this.normal ? cross(this.normal, from) : [0, 0, 0];
	}

	/** The point so many metres along the way. */
	at(metres: number): Vector {
		return towards(this.from, this.ahead, metres / EARTH_RADIUS_M);
	}

	/** How far along the way the nearest place to a point is, and how far from it that point lies. */
	nearest(point: Vector): { along: number; aside: number } {
		const along = EARTH_RADIUS_M * Math.atan2(dot(point, this.ahead), dot(point, this.from));
		if (this.normal && along >= 0 && along <= this.metres) {
			return { along, aside: EARTH_RADIUS_M * Math.abs(Math.asin(dot(point, this.normal))) };
		}
		const toStart = metresBetween(point, this.from);
		const toEnd = metresBetween(point, this.to);
		return toStart <= toEnd ? { along: 0, aside: toStart } : { along: this.metres, aside: toEnd };
	}
}

/** Six directions, evenly spread around a point, and in each the point so many metres away. */
export function hexagonAround(centre: Vector, metres: number): Vector[] {
	// Any axis that is not the point's own will do for a direction to begin with.
	const axis: Vector = Math.abs(centre[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
	const sideways = cross(axis, centre);
	const east = scaled(sideways, 1 / Math.hypot(...sideways));
	const north = cross(centre, east);
	return [0, 1, 2, 3, 4, 5].map((turn) => {
		const direction = towards(east, north, (turn * Math.PI) / 3);
		return towards(centre, direction, metres / EARTH_RADIUS_M);
	});
}
