const PIECE_BYTES = 1024 * 1024;

/** A part of the file, in memory that can be released before garbage collection. */
interface Piece {
	memory: ArrayBuffer;
	bytes: Buffer;
	used: number;
}

/**
 * Collects the content of a file in pieces, so that several lists can be written at the same time and
 * joined without a copy. `toBuffer` makes the only copy, and releases each piece as soon as it is in it:
 * the file is never in memory twice, and n8n makes another copy after that.
 */
export class FileContent {
	private pieces: Piece[] = [];

	private length = 0;

	add(text: string): void {
		const size = Buffer.byteLength(text);
		const piece = this.pieceFor(size);
		piece.bytes.write(text, piece.used);
		piece.used += size;
		this.length += size;
	}

	/** Moves the content of another file to the end of this one. */
	append(other: FileContent): void {
		for (const piece of other.pieces) this.pieces.push(piece);
		this.length += other.length;
		other.pieces = [];
		other.length = 0;
	}

	/** Everything added so far, in UTF-8. Empties this content. */
	toBuffer(): Buffer {
		const file = Buffer.allocUnsafeSlow(this.length);
		let position = 0;
		for (const { memory, bytes, used } of this.pieces) {
			position += bytes.copy(file, position, 0, used);
			memory.resize(0);
		}
		this.pieces = [];
		this.length = 0;
		return file;
	}

	private pieceFor(size: number): Piece {
		const last = this.pieces[this.pieces.length - 1];
		if (last && last.used + size <= last.bytes.length) return last;
		const maxByteLength = Math.max(size, PIECE_BYTES);
		const memory = new ArrayBuffer(maxByteLength, { maxByteLength });
		const piece = { memory, bytes: Buffer.from(memory, 0, maxByteLength), used: 0 };
		this.pieces.push(piece);
		return piece;
	}
}
