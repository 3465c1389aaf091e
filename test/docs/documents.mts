import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

import { root } from '../../host/places.mts';

/** A page of documentation. */
export interface Document {
	/** From the root of the project. */
	name: string;
	file: string;
	text: string;
}

const folders = ['.', 'docs', 'simulator'];

/** All pages that somebody reads. */
export const documents: Document[] = folders
	.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
	.filter((file) => file.endsWith('.md'))
	.map((file) => ({ name: relative(root, file), file, text: readFileSync(file, 'utf8') }));

/** A heading's address on GitHub. */
export function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replace(/ /g, '-');
}
