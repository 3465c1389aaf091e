import type { Location, LocationAggregate } from './schemas.mts';

/** Minimum distance in metres for each precision; *inferred*: smaller distances have a higher precision. */
const PRECISION_FROM_M = [
	[500_000, 2],
	[100_000, 3],
	[20_000, 4],
	[5_000, 5],
	[1_000, 6],
	[0, 7],
] as const;

export function defaultPrecision(distanceM: number): number {
	return PRECISION_FROM_M.find(([from]) => distanceM >= from)?.[1] ?? 7;
}

/** Returns the cell of a point. *Inferred*: cells are as large as those of geohashes with `precision` letters. */
function cellOf({ latitude, longitude }: Location['coordinates'], precision: number) {
	const north = 180 / 2 ** Math.floor((5 * precision) / 2);
	const east = 360 / 2 ** Math.ceil((5 * precision) / 2);
	return {
		row: Math.floor((Number(latitude) + 90) / north),
		column: Math.floor((Number(longitude) + 180) / east),
	};
}

/** Counts the locations in each cell, with the mean of their coordinates. */
export function countByCell(locations: Iterable<Location>, precision: number): LocationAggregate[] {
	const cells = new Map<string, { count: number; latitude: number; longitude: number }>();
	for (const { coordinates } of locations) {
		const { row, column } = cellOf(coordinates, precision);
		const cell = cells.get(`${row} ${column}`) ?? { count: 0, latitude: 0, longitude: 0 };
		cell.count++;
		cell.latitude += Number(coordinates.latitude);
		cell.longitude += Number(coordinates.longitude);
		cells.set(`${row} ${column}`, cell);
	}
	return [...cells.values()].map(({ count, latitude, longitude }) => ({
		coordinates: {
			latitude: (latitude / count).toFixed(6),
			longitude: (longitude / count).toFixed(6),
		},
		count,
	}));
}
