import { mix } from '../simulator/seeded.mts';

/** Random numbers that follow from a seed: the same seed and label, the same numbers. */
export class Random {
	private drawn = 0;
	private readonly label: number;

	constructor(
		private readonly seed: number,
		label: string,
	) {
		this.label = mix(...label.split('').map((letter) => letter.charCodeAt(0)));
	}

	/** From 0 up to, but not including, 1. */
	fraction(): number {
		return mix(this.seed, this.label, this.drawn++) / 2 ** 32;
	}

	/** A whole number; both ends are included. */
	integer(from: number, to: number): number {
		return from + Math.floor(this.fraction() * (to - from + 1));
	}

	chance(probability: number): boolean {
		return this.fraction() < probability;
	}

	/** One of the elements; throws if there is none. */
	pick<T>(list: readonly T[]): T {
		const picked = list[this.integer(0, list.length - 1)];
		if (picked === undefined) throw new RangeError('There is nothing to pick from');
		return picked;
	}
}
