const FIRST_BYTES = 1024 * 1024;

/** Growth factor of a full buffer: larger costs memory, smaller costs copying. */
const GROWTH = 1.5;

/**
 * Collects the content of a file in one growing buffer. Concatenating pieces at the end would hold the
 * file in memory twice, and n8n then makes another copy.
 */
export class FileContent {
	private buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);

	private length = 0;

	add(text: string): void {
		const needed = this.length + Buffer.byteLength(text);
		if (needed > this.buffer.length) this.grow(needed);
		this.length += this.buffer.write(text, this.length);
	}

	/** Everything added so far, in UTF-8. */
	get bytes(): Buffer {
		return this.buffer.subarray(0, this.length);
	}

	private grow(needed: number): void {
		const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.buffer.length * GROWTH)));
		this.buffer.copy(larger, 0, 0, this.length);
		this.buffer = larger;
	}
}
