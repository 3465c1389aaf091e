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

/** Like the page's `abcJd/vR5fvzBa0X/gxaXA==`: 16 bytes in base64, with its slashes, plus and equals signs. */
const BYTES = 16;
const NUMBER_BYTES = 7;

/** Converts numbers to IDs and back without a table: the first seven bytes are the encrypted number. */
export class Base64Ids {
	private readonly numbers: KeyIdentifiers;

	constructor(private readonly seed: number) {
		this.numbers = new KeyIdentifiers(seed);
	}

	at(number: number): string {
		const bytes = Buffer.alloc(BYTES);
		for (let place = 4; place < BYTES; place += 4) {
			bytes.writeUInt32BE(mix(this.seed, number, place), place);
		}
		bytes.write(this.numbers.at(number), 'hex');
		return bytes.toString('base64');
	}

	/** Returns the number of an ID; undefined for other text. */
	numberOf(id: string): number | undefined {
		const hex = Buffer.from(id, 'base64').subarray(0, NUMBER_BYTES).toString('hex');
		const number = this.numbers.indexOf(hex);
		return number !== undefined && this.at(number) === id ? number : undefined;
	}
}
