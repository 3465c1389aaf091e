import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorOf, documents } from './documents.mts';

/** Where Markdown links and HTML pictures point to, without what is on the web. */
function targets(page: string): string[] {
	const text = readFileSync(page, 'utf8').replace(/^```.*?^```/gms, '');
	const found = text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g);
	return [...found]
		.map(([, markdown, html]) => markdown ?? html ?? '')
		.filter((target) => !/^[a-z]+:/.test(target));
}

function anchors(page: string): string[] {
	const headings = readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm);
	return [...headings].map(([, heading = '']) => anchorOf(heading));
}

function leadsNowhere(page: string, target: string): boolean {
	const [path = '', anchor] = target.split('#');
	const file = path ? join(dirname(page), path) : page;
	if (!existsSync(file)) return true;
	return anchor !== undefined && !anchors(file).includes(anchor);
}

test.each(documents.map(({ name, file }) => [name, file]))(
	'every link in %s leads somewhere',
	(_name, page) => {
		expect(targets(page).filter((target) => leadsNowhere(page, target))).toEqual([]);
	},
);
