import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { root } from '../../host/places.mts';

/** A text file of the project. */
export interface Document {
	/** From the root of the project. */
	name: string;
	file: string;
	text: string;
}

/** Packages, build results, what the test suites leave behind, and files of a published version. */
const SKIPPED = /^(node_modules|dist|\.(?!ci$|github$).+|\d+\.\d+\.\d+)$/;
const TEXT = /^(?!package-lock).*\.([cm]?[jt]s|md|json|ya?ml|html|css|conf)$|^\w+$/;

function filesIn(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : filesIn(path);
		return TEXT.test(entry.name) ? [path] : [];
	});
}

/** All texts of the project. */
export const textFiles: Document[] = filesIn(root).map((file) => ({
	name: relative(root, file),
	file,
	text: readFileSync(file, 'utf8'),
}));

const folders = ['.', 'docs', 'simulator'];

/** All documentation pages. */
export const documents = textFiles.filter(
	({ name }) => name.endsWith('.md') && folders.includes(dirname(name)),
);

/** The anchor of a heading on GitHub. */
export function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replace(/ /g, '-');
}
