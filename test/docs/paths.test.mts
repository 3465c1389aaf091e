import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { documents } from './documents.mts';

/** Where a path in the text may begin. */
const folders = ['.', 'nodes/PlugsurfingEmp', 'nodes/PlugsurfingEmp/emp'];

/** Files of the project that a page names, such as `emp/pages.ts`; not those with a placeholder. */
function filesIn(text: string): string[] {
	return [...text.matchAll(/`([\w./-]+\.(?:ts|mts|json|yaml|md))`/g)]
		.map(([, file = '']) => file)
		.filter((file) => file.includes('/'));
}

test.each(documents.map(({ name, text }) => [name, text]))(
	'every file that %s names exists',
	(_name, text) => {
		const missing = filesIn(text).filter(
			(file) => !folders.some((folder) => existsSync(join(root, folder, file))),
		);
		expect(missing).toEqual([]);
	},
);
