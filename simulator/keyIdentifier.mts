import { mix } from './seeded.mts';

const HALF_BITS = 28;
const HALF = 2 ** HALF_BITS;
const HALF_MASK = HALF - 1;
const ROUNDS = 6;

/**
 * Turns the index of a key into its identifier and back, without a table: a Feistel network over 56 bits, keyed by
 * the seed. Identifiers are 7-byte UIDs as RFID cards have them: 14 hexadecimal digits, lower-case.
 */
export class KeyIdentifiers {
	constructor(private readonly seed: number) {}

	/** The identifier of the key with this index (0 … 2^53 - 1). */
	at(index: number): string {
		let left = Math.floor(index / HALF);
		let right = index % HALF;
		for (let round = 0; round < ROUNDS; round++) {
			[left, right] = [right, left ^ this.scramble(right, round)];
		}
		return hexHalf(left) + hexHalf(right);
	}

	/** The index whose identifier this is; undefined for a text that is no such identifier. */
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
