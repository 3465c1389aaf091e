import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { picturesFolder, root } from '../../host/places.mts';
import { anchorOf, documents, type Document } from './documents.mts';

/** The folders that a path in the text may be relative to. */
const folders = ['.', 'nodes/PlugsurfingEmp'];
const shown = documents.map(({ text }) => text).join('\n');

/** The targets of Markdown links and HTML images, without URLs. */
function targets({ text }: Document): string[] {
	const found = text
		.replace(/^```.*?^```/gms, '')
		.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g);
	return [...found]
		.map(([, markdown, html]) => markdown ?? html ?? '')
		.filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page's headings on GitHub. */
function anchors(file: string): string[] {
	const page = documents.find((document) => document.file === file);
	return [...(page?.text.matchAll(/^#+ (.+)$/gm) ?? [])].map(([, heading = '']) =>
		anchorOf(heading),
	);
}

function isBroken(page: string, target: string): boolean {
	const [path = '', anchor] = target.split('#');
	const file = path ? join(dirname(page), path) : page;
	return !existsSync(file) || (anchor !== undefined && !anchors(file).includes(anchor));
}

describe.each(documents.map((document) => [document.name, document] as const))(
	'%s',
	(_name, document) => {
		test('has no broken links', () => {
			const broken = targets(document).filter((target) => isBroken(document.file, target));
			expect(broken).toEqual([]);
		});

		test('only names files that exist', () => {
			const files = [
				...document.text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|mts|json|yaml|md))`/g),
			];
			const missing = files
				.map(([, file = '']) => file)
				.filter((file) => !folders.some((folder) => existsSync(join(root, folder, file))));
			expect(missing).toEqual([]);
		});
	},
);

test('every threat on the security page names its test', () => {
	const page = documents.find(({ name }) => name === join('docs', 'security.md'))?.text ?? '';
	const rows = [...page.matchAll(/^\| (?!Threat|---)(.+?) \| .+ \| (.+) \|$/gm)];
	expect(rows.length).toBeGreaterThan(10);
	for (const [, threat, proof] of rows) {
		expect({ threat, proof }).toMatchObject({
			proof: expect.stringMatching(/`(test|\.ci)\//) as string,
		});
	}
});

test.each(readdirSync(picturesFolder))('%s is shown on a page and smaller than 150 kB', (name) => {
	expect(shown).toContain(`pictures/${name}`);
	expect(statSync(join(picturesFolder, name)).size).toBeLessThan(150_000);
});

test('every picture has alternative text', () => {
	const pictures = [...shown.matchAll(/!\[(.*?)\]\(|<img[^>]* alt="(.*?)"/g)];
	expect(pictures).not.toHaveLength(0);
	for (const [, markdown, html] of pictures)
		expect((markdown ?? html ?? '').length).toBeGreaterThan(20);
});
