import type { Point } from './sphere';

/** Number of points in a grid cell, and their average position. */
export interface Cell extends Point {
	count: number;
}

/**
 * Counts points per geohash cell with `precision` letters, similar to the API's precision (2 to 9). Cells
 * are in the order of their first points.
 */
export function countInCells(points: Iterable<Point>, precision: number): Cell[] {
	const height = 180 / 2 ** Math.floor((5 * precision) / 2);
	const width = 360 / 2 ** Math.ceil((5 * precision) / 2);
	const cells = new Map<string, Cell>();
	for (const { latitude, longitude } of points) {
		const name = `${Math.floor((latitude + 90) / height)} ${Math.floor((longitude + 180) / width)}`;
		const cell = cells.get(name) ?? { count: 0, latitude: 0, longitude: 0 };
		cell.count += 1;
		cell.latitude += (latitude - cell.latitude) / cell.count;
		cell.longitude += (longitude - cell.longitude) / cell.count;
		cells.set(name, cell);
	}
	return [...cells.values()];
}
