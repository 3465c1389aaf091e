import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const paletteColours = 3;

/** Pixels without transparency, three bytes each, row by row. */
export interface Picture {
	width: number;
	height: number;
	pixels: Buffer;
}

/** Reads a PNG as browsers take them: eight bits for each of red, green, blue and perhaps alpha, not interlaced. */
export function readPng(file: Buffer): Picture {
	const head = chunks(file, 'IHDR')[0];
	if (!head || head[8] !== 8 || (head[9] !== 2 && head[9] !== 6) || head[12] !== 0)
		throw new Error('Not a PNG as browsers take them.');
	const width = head.readUInt32BE(0);
	const height = head.readUInt32BE(4);
	const channels = head[9] === 6 ? 4 : 3;
	const rows = unfiltered(inflateSync(Buffer.concat(chunks(file, 'IDAT'))), width, channels);
	const pixels = Buffer.alloc(width * height * 3);
	for (let pixel = 0; pixel < width * height; pixel++)
		rows.copy(pixels, pixel * 3, pixel * channels, pixel * channels + 3);
	return { width, height, pixels };
}

/** Writes a PNG whose pixels (one byte each) point into a palette of up to 256 colours. */
export function writePalettePng(
	{ width, height }: Picture,
	palette: readonly number[],
	indexes: Uint8Array,
): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, paletteColours], 8);
	// Each row starts with the number of its filter: none.
	const rows = Buffer.alloc((width + 1) * height);
	for (let row = 0; row < height; row++)
		rows.set(indexes.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
	const colours = Buffer.alloc(palette.length * 3);
	palette.forEach((colour, index) => colours.writeUIntBE(colour, index * 3, 3));
	return Buffer.concat([
		signature,
		chunk('IHDR', head),
		chunk('PLTE', colours),
		chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunks(file: Buffer, wanted: string): Buffer[] {
	const found: Buffer[] = [];
	for (let at = signature.length; at < file.length; ) {
		const length = file.readUInt32BE(at);
		const type = file.toString('latin1', at + 4, at + 8);
		if (type === wanted) found.push(file.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	return found;
}

function chunk(type: string, content: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length);
	const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
}

/** Takes back what each row's filter did: a byte is stored as the difference to its neighbours. */
function unfiltered(data: Buffer, width: number, channels: number): Buffer {
	const stride = width * channels;
	const rows = Buffer.alloc((data.length / (stride + 1)) * stride);
	for (let row = 0; row * stride < rows.length; row++) {
		const filter = data[row * (stride + 1)];
		for (let column = 0; column < stride; column++) {
			const at = row * stride + column;
			const left = column < channels ? 0 : (rows[at - channels] ?? 0);
			const up = row === 0 ? 0 : (rows[at - stride] ?? 0);
			const corner = column < channels || row === 0 ? 0 : (rows[at - stride - channels] ?? 0);
			const difference = data[row * (stride + 1) + 1 + column] ?? 0;
			rows[at] = difference + prediction(filter, left, up, corner);
		}
	}
	return rows;
}

function prediction(filter = 0, left: number, up: number, corner: number): number {
	if (filter === 1) return left;
	if (filter === 2) return up;
	if (filter === 3) return (left + up) >> 1;
	return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
	if (toLeft === undefined || toUp === undefined || toCorner === undefined) return 0;
	if (toLeft <= toUp && toLeft <= toCorner) return left;
	return toUp <= toCorner ? up : corner;
}
