const FIRST_BYTES = 1024 * 1024;

/** Growth factor of a full buffer: larger costs memory, smaller costs copying. */
const GROWTH = 1.5;

/**
 * Collects the content of a file in one growing buffer. Concatenating pieces at the end would hold the
 * file in memory twice, and n8n then makes another copy.
 */
export class FileContent {
	private buffer = Buffer.alloc(0);

	private length = 0;

	add(text: string): void {
		this.reserve(Buffer.byteLength(text));
		this.length += this.buffer.write(text, this.length);
	}

	/** Adds the content of another file, which must not be used afterwards. */
	append(other: FileContent): void {
		if (this.length === 0) {
			this.buffer = other.buffer;
			this.length = other.length;
			return;
		}
		this.reserve(other.length);
		this.length += other.bytes.copy(this.buffer, this.length);
	}

	/** Everything added so far, in UTF-8. */
	get bytes(): Buffer {
		return this.buffer.subarray(0, this.length);
	}

	private reserve(bytes: number): void {
		const needed = this.length + bytes;
		if (needed <= this.buffer.length) return;
		const size = Math.max(needed, FIRST_BYTES, Math.ceil(this.buffer.length * GROWTH));
		const larger = Buffer.allocUnsafeSlow(size);
		this.buffer.copy(larger, 0, 0, this.length);
		this.buffer = larger;
	}
}
