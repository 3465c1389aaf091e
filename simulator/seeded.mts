const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns a pseudorandom 32-bit number that depends on all given numbers (MurmurHash3's mixing steps). */
export function mix(...numbers: number[]): number {
	let hash = 0x9747b28c;
	for (const number of numbers) {
		hash = Math.imul(hash ^ number, 0x85ebca6b);
		hash ^= hash >>> 13;
		hash = Math.imul(hash, 0xc2b2ae35);
		hash ^= hash >>> 16;
	}
	return hash >>> 0;
}

/** Returns text like the API's IDs (`aYnky297eG`): letters and digits that depend on the given numbers. */
export function seededId(length: number, ...numbers: number[]): string {
	let id = '';
	for (let place = 0; place < length; place++) {
		id += ALPHABET.charAt(mix(...numbers, place) % ALPHABET.length);
	}
	return id;
}

/** Picks an element of a non-empty list. */
export function seededPick<T>(list: readonly [T, ...T[]], ...numbers: number[]): T {
	return list[mix(...numbers) % list.length] ?? list[0];
}

/**
 * Returns the start of a UTC day. Seeded dates are relative to it, so that data created on the same day is the
 * same.
 */
export function startOfDay(moment: number): number {
	return Math.floor(moment / DAY_MS) * DAY_MS;
}
