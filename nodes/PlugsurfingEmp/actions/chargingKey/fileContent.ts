const FIRST_BYTES = 1024 * 1024;

/** Factor by which a full buffer grows: more costs memory, less costs copying. */
const GROWTH = 1.5;

/**
 * Collects the content of a file in one buffer. Joining pieces at the end would hold the file in memory
 * twice, just when n8n adds a copy of its own.
 */
export class FileContent {
	private room = Buffer.allocUnsafeSlow(FIRST_BYTES);

	private length = 0;

	add(text: string): void {
		const needed = this.length + Buffer.byteLength(text);
		if (needed > this.room.length) this.makeRoom(needed);
		this.length += this.room.write(text, this.length);
	}

	/** Everything added so far, in UTF-8. */
	get bytes(): Buffer {
		return this.room.subarray(0, this.length);
	}

	private makeRoom(needed: number): void {
		const larger = Buffer.allocUnsafeSlow(Math.max(needed, Math.ceil(this.room.length * GROWTH)));
		this.room.copy(larger, 0, 0, this.length);
		this.room = larger;
	}
}
