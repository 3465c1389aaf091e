import { mix } from './seeded.mts';

const HALF_BITS = 28;
const HALF = 2 ** HALF_BITS;
const HALF_MASK = HALF - 1;
const ROUNDS = 6;

/**
 * Converts a key's index to its identifier and back without a table, with a Feistel network over 56 bits, keyed
 * by the seed. Identifiers are 7-byte UIDs like those of RFID cards: 14 lower-case hexadecimal digits.
 */
export class KeyIdentifiers {
	constructor(private readonly seed: number) {}

	/** Returns the identifier of the key with this index (0 … 2^53 - 1). */
	at(index: number): string {
		let left = Math.floor(index / HALF);
		let right = index % HALF;
		for (let round = 0; round < ROUNDS; round++) {
			[left, right] = [right, left ^ this.scramble(right, round)];
		}
		return hexHalf(left) + hexHalf(right);
	}

	/** Returns the index of an identifier; undefined for other text. */
	indexOf(keyIdentifier: string): number | undefined {
		if (!/^[0-9a-f]{14}$/.test(keyIdentifier)) return undefined;
		let left = parseInt(keyIdentifier.slice(0, 7), 16);
		let right = parseInt(keyIdentifier.slice(7), 16);
		for (let round = ROUNDS - 1; round >= 0; round--) {
			[left, right] = [right ^ this.scramble(left, round), left];
		}
		return left * HALF + right;
	}

	private scramble(half: number, round: number): number {
		return mix(this.seed, round, half) & HALF_MASK;
	}
}

function hexHalf(half: number): string {
	return half.toString(16).padStart(HALF_BITS / 4, '0');
}
