/*
 * Great-circle geometry on a sphere, with points as unit vectors: no special cases at the poles or the
 * 180th meridian, and accurate to less than a millimetre for close points.
 */

/** Mean radius of the Earth in metres (IUGG). Real distances differ by up to 0.5 %. */
const EARTH_RADIUS_M = 6_371_008.8;

const DEGREE = Math.PI / 180;

/** Degrees, WGS 84. */
export interface Point {
	latitude: number;
	longitude: number;
}

function toDegrees(value: unknown, max: number): number | undefined {
	const isText = typeof value === 'string' && value.trim() !== '';
	if (typeof value !== 'number' && !isText) return undefined;
	const degrees = Number(value);
	return Math.abs(degrees) <= max ? degrees : undefined;
}

/** Creates a point from degrees, as numbers or text; undefined if they are invalid or out of range. */
export function toPoint(north: unknown, east: unknown): Point | undefined {
	const latitude = toDegrees(north, 90);
	const longitude = toDegrees(east, 180);
	return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
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

/** Returns the point at an angle from `a` in a direction, given as a perpendicular unit vector. */
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

/** Returns the metres between two points. */
export function metresBetween(a: Vector, b: Vector): number {
	const across = cross(a, b);
	return EARTH_RADIUS_M * Math.atan2(Math.hypot(...across), dot(a, b));
}

/** The great-circle segment from one point to another. */
export class Segment {
	readonly metres: number;

	/** Perpendicular to the plane of the segment; undefined if its length is 0. */
	private readonly normal: Vector | undefined;

	/** Direction at the start of the segment. */
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

	/** Returns the point at a distance along the segment in metres. */
	at(metres: number): Vector {
		return towards(this.from, this.ahead, metres / EARTH_RADIUS_M);
	}

	/**
	 * Finds the point of the segment nearest to `point`. Returns its distances along the segment and from
	 * `point`, in metres.
	 */
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

/** Returns the six corners of a hexagon, each at a distance from its centre in metres. */
export function hexagonAround(centre: Vector, metres: number): Vector[] {
	// Any axis not through the centre gives an initial direction.
	const axis: Vector = Math.abs(centre[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
	const sideways = cross(axis, centre);
	const east = scaled(sideways, 1 / Math.hypot(...sideways));
	const north = cross(centre, east);
	return [0, 1, 2, 3, 4, 5].map((turn) => {
		const direction = towards(east, north, (turn * Math.PI) / 3);
		return towards(centre, direction, metres / EARTH_RADIUS_M);
	});
}
