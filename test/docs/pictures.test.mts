import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { picturesFolder, root } from '../../host/places.mts';

const pictures = readdirSync(picturesFolder);
const pages = [join(root, 'README.md'), join(root, 'simulator', 'README.md')].map((page) =>
	readFileSync(page, 'utf8'),
);

test.each(pictures)('the picture %s is smaller than 150 kB', (picture) => {
	expect(statSync(join(picturesFolder, picture)).size).toBeLessThan(150_000);
});

test('a README shows every picture, and says what is on it', () => {
	const shown = pages.join('\n');
	const missing = pictures.filter((picture) => !shown.includes(`docs/pictures/${picture}`));
	expect(missing).toEqual([]);
	const described = [...shown.matchAll(/!\[(.*?)\]\(|<img[^>]* alt="(.*?)"/g)];
	expect(described).not.toHaveLength(0);
	for (const [, markdown, html] of described)
		expect((markdown ?? html ?? '').length).toBeGreaterThan(20);
});
