import { degreesOfLatitude, distanceM, type Point } from './sphere.mts';

/** Edges in degrees. Does not cross the 180th meridian. */
export interface Rectangle {
	top: number;
	bottom: number;
	left: number;
	right: number;
}

/** Finds points near a place. They are sorted by latitude, so that only a band is searched. */
export class PointIndex {
	/** Indices of the points from south to north. */
	private readonly northward: number[];

	constructor(private readonly points: readonly Point[]) {
		this.northward = points.map((_, number) => number);
		this.northward.sort((a, b) => this.latitudeOf(a) - this.latitudeOf(b));
	}

	/** Returns the indices of the points within a distance of a place, nearest first. */
	near(place: Point, withinM: number): number[] {
		const band = degreesOfLatitude(withinM) + 1e-6;
		const found: { number: number; distance: number }[] = [];
		for (let at = this.firstFrom(place.latitude - band); at < this.northward.length; at++) {
			const number = this.northward[at] ?? 0;
			const point = this.points[number];
			if (!point || point.latitude > place.latitude + band) break;
			const distance = distanceM(place, point);
			if (distance <= withinM) found.push({ number, distance });
		}
		found.sort((a, b) => a.distance - b.distance || a.number - b.number);
		return found.map(({ number }) => number);
	}

	/** Returns the indices of the points in a rectangle and on its edges, in ascending order. */
	within({ top, bottom, left, right }: Rectangle): number[] {
		const found: number[] = [];
		for (let at = this.firstFrom(bottom); at < this.northward.length; at++) {
			const number = this.northward[at] ?? 0;
			const point = this.points[number];
			if (!point || point.latitude > top) break;
			if (point.longitude >= left && point.longitude <= right) found.push(number);
		}
		return found.sort((a, b) => a - b);
	}

	private latitudeOf(number: number): number {
		return this.points[number]?.latitude ?? 0;
	}

	/** Returns the first place in the order whose latitude is not below this one. */
	private firstFrom(latitude: number): number {
		let low = 0;
		let high = this.northward.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.latitudeOf(this.northward[middle] ?? 0) < latitude) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
