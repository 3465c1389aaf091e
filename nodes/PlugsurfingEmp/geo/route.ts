import { metresBetween, Segment, vectorOf, type Point, type Vector } from './sphere';

/** Legs per bundle. A bundle that is too far away is skipped as a whole. */
const BUNDLE = 32;

/** Distances that differ by less than this count as equal (metres). */
const SAME_M = 1e-3;

interface Leg {
	/** Metres from the start of the route. */
	start: number;
	segment: Segment;
}

interface Bundle {
	legs: Leg[];
	centre: Vector;
	/** Metres from the centre to its farthest point. */
	reach: number;
}

function bundleOf(legs: Leg[]): Bundle[] {
	const centre = legs[Math.floor(legs.length / 2)]?.segment.from;
	if (!centre) return [];
	const ends = legs.flatMap(({ segment }) => [segment.from, segment.to]);
	return [{ legs, centre, reach: Math.max(...ends.map((end) => metresBetween(centre, end))) }];
}

/** A route from point to point, with each leg along a great circle. */
export class Route {
	readonly metres: number;

	private readonly legs: Leg[] = [];

	private readonly bundles: Bundle[] = [];

	/** @param points at least one; a single point gives a route of length 0. */
	constructor(points: readonly [Point, ...Point[]]) {
		const [first, ...others] = points;
		let here = vectorOf(first);
		let start = 0;
		for (const there of others.length > 0 ? others.map(vectorOf) : [here]) {
			const segment = new Segment(here, there);
			this.legs.push({ start, segment });
			start += segment.metres;
			here = there;
		}
		this.metres = start;
		for (let leg = 0; leg < this.legs.length; leg += BUNDLE) {
			this.bundles.push(...bundleOf(this.legs.slice(leg, leg + BUNDLE)));
		}
	}

	/** Returns the point at a distance from the start in metres. */
	at(metres: number): Vector {
		const leg = this.legs[this.legAt(metres)];
		if (!leg) throw new RangeError('A route has at least one point');
		return leg.segment.at(Math.max(0, Math.min(metres - leg.start, leg.segment.metres)));
	}

	/**
	 * Finds the first point of the route that is nearest to `point`. Returns its distances from the start and
	 * from `point`, in metres.
	 */
	nearest(point: Vector): { along: number; aside: number } {
		let best = { along: 0, aside: Infinity };
		for (const { legs, centre, reach } of this.bundles) {
			if (metresBetween(point, centre) - reach > best.aside) continue;
			for (const { start, segment } of legs) {
				const { along, aside } = segment.nearest(point);
				if (aside < best.aside - SAME_M) best = { along: start + along, aside };
			}
		}
		return best;
	}

	/**
	 * Returns the metres from the start to where the route first leaves a circle after `from`; its length if it
	 * never does.
	 */
	leaves(centre: Vector, radius: number, from: number): number {
		if (metresBetween(centre, this.at(from)) > radius) return from;
		for (const { start, segment } of this.legs.slice(this.legAt(from))) {
			if (metresBetween(centre, segment.to) <= radius) continue;
			let [inside, outside] = [Math.max(0, from - start), segment.metres];
			while (outside - inside > SAME_M) {
				const middle = (inside + outside) / 2;
				if (metresBetween(centre, segment.at(middle)) <= radius) inside = middle;
				else outside = middle;
			}
			return start + inside;
		}
		return this.metres;
	}

	/** Returns the greatest distance in metres between a point and the part of the route from `from` to `to`. */
	farthest(point: Vector, from: number, to: number): number {
		const corners = this.legs
			.slice(this.legAt(from), this.legAt(to))
			.map(({ segment }) => segment.to);
		const ends = [this.at(from), ...corners, this.at(to)];
		return ends.reduce((most, end) => Math.max(most, metresBetween(point, end)), 0);
	}

	/** Returns the index of the leg at a distance from the start in metres. */
	private legAt(metres: number): number {
		let [low, high] = [0, this.legs.length - 1];
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((this.legs[middle]?.start ?? 0) <= metres) low = middle;
			else high = middle - 1;
		}
		return low;
	}
}
