import { Route } from './route';
import { metresBetween, vectorOf, type Point, type Vector } from './sphere';

/** Edges in degrees, WGS 84. */
export interface Area {
	/** Above `bottom`. */
	top: number;
	bottom: number;
	/** Greater than `right` if the area crosses the 180th meridian. */
	left: number;
	right: number;
}

/** An area that does not cross the 180th meridian: `left` is less than `right`. */
export type Rectangle = Area;

/** About 10 cm: the precision of coordinates with six decimals. */
const STEP = 1e-6;

function rounded(degrees: number): number {
	return Number(degrees.toFixed(6));
}

/** Returns one or two rectangles that cover an area. A rectangle without width is widened by a step. */
export function rectanglesOf(area: Area): Rectangle[] {
	if (area.left < area.right) return [area];
	return [
		{ ...area, left: Math.min(area.left, 180 - STEP), right: 180 },
		{ ...area, left: -180, right: Math.max(area.right, -180 + STEP) },
	];
}

/** Returns whether a point is in an area or on its edge. */
export function contains(area: Area, { latitude, longitude }: Point): boolean {
	const { top, bottom, left, right } = area;
	if (latitude > top || latitude < bottom) return false;
	return left < right
		? longitude >= left && longitude <= right
		: longitude >= left || longitude <= right;
}

/** Returns the point halfway between the edges of an area. */
export function centreOf({ top, bottom, left, right }: Area): Point {
	const longitude = (left + right + (left < right ? 0 : 360)) / 2;
	return {
		latitude: (top + bottom) / 2,
		longitude: longitude > 180 ? longitude - 360 : longitude,
	};
}

/** Returns the latitude of an area nearest to the equator, where a degree of longitude is widest. */
function nearestToEquator({ top, bottom }: Area): number {
	return top >= 0 && bottom <= 0 ? 0 : Math.min(Math.abs(top), Math.abs(bottom));
}

/** Returns the height and greatest width of a rectangle in metres. */
export function sizeOf(rectangle: Rectangle): { height: number; width: number } {
	const metresPerDegree = metresBetween(
		vectorOf({ latitude: 0, longitude: 0 }),
		vectorOf({ latitude: 1, longitude: 0 }),
	);
	const latitude = (nearestToEquator(rectangle) * Math.PI) / 180;
	return {
		height: (rectangle.top - rectangle.bottom) * metresPerDegree,
		width: (rectangle.right - rectangle.left) * metresPerDegree * Math.cos(latitude),
	};
}

/** Returns the halves of a range. They overlap by a step, so no point at the cut is on the edge of both. */
function halves(low: number, high: number): [low: number, high: number][] {
	const cut = rounded((low + high) / 2);
	return [
		[low, rounded(cut + STEP)],
		[cut, high],
	];
}

/** Returns the halves of a rectangle along its longer side or, if neither side is twice the other, its quarters. */
export function partsOf(rectangle: Rectangle): Rectangle[] {
	const { top, bottom, left, right } = rectangle;
	const { height, width } = sizeOf(rectangle);
	const rows = width > 2 * height ? [[bottom, top] as const] : halves(bottom, top);
	const columns = height > 2 * width ? [[left, right] as const] : halves(left, right);
	return rows.flatMap(([south, north]) =>
		columns.map(([west, east]) => ({ top: north, bottom: south, left: west, right: east })),
	);
}

/** Returns the metres from a point to the nearest point of a rectangle; 0 inside. */
export function metresTo({ top, bottom, left, right }: Rectangle, point: Point): number {
	const { latitude, longitude } = point;
	const here: Vector = vectorOf(point);
	if (longitude >= left && longitude <= right) {
		const nearest = Math.max(bottom, Math.min(latitude, top));
		return metresBetween(here, vectorOf({ latitude: nearest, longitude }));
	}
	// Otherwise the nearest point is on the left or right edge. Each edge is part of a great circle, in two legs
	// because a leg from pole to pole has no direction.
	const edges = [left, right].map((edge) => {
		const at = (degrees: number) => ({ latitude: degrees, longitude: edge });
		return new Route([at(bottom), at((bottom + top) / 2), at(top)]).nearest(here).aside;
	});
	return Math.min(...edges);
}
