import { KeyIdentifiers } from './keyIdentifier.mts';
import { mix } from './seeded.mts';

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
