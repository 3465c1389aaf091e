import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Where a listing goes on. `filter` is what it was narrowed to: a cursor is good for the same query only. */
export interface ListPosition {
	list: string;
	filter: string;
	position: number;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-128-gcm';

/**
 * Cursors that nobody can read, guess or alter: the position in a listing, encrypted and authenticated. The same
 * position never gives the same cursor twice.
 */
export class Cursors {
	private readonly key: Buffer;
	private sealed = 0;

	constructor(seed: number) {
		this.key = createHash('sha256').update(`cursors ${seed}`).digest().subarray(0, 16);
	}

	seal(place: ListPosition): string {
		const nonce = Buffer.alloc(NONCE_BYTES);
		nonce.writeUIntBE(++this.sealed, 0, 6);
		const cipher = createCipheriv(CIPHER, this.key, nonce);
		const plain = JSON.stringify([place.list, place.filter, place.position]);
		const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
		return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
	}

	/** The position, or undefined if the cursor is broken or of another listing. */
	open(cursor: string, list: string, filter: string): number | undefined {
		const bytes = Buffer.from(cursor, 'base64url');
		// Buffer skips what is not base64url: a cursor has to survive the way there and back.
		if (bytes.length <= NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== cursor) {
			return undefined;
		}
		try {
			const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES));
			decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
			const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)).toString('utf8');
			const place: unknown = JSON.parse(text + decipher.final('utf8'));
			if (!Array.isArray(place) || place[0] !== list || place[1] !== filter) return undefined;
			const position: unknown = place[2];
			return typeof position === 'number' ? position : undefined;
		} catch {
			return undefined;
		}
	}
}
