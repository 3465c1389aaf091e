import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { picturesFolder } from '../../host/places.mts';
import { documents } from './documents.mts';

const pictures = readdirSync(picturesFolder);

test.each(pictures)('the picture %s is smaller than 150 kB', (picture) => {
	expect(statSync(join(picturesFolder, picture)).size).toBeLessThan(150_000);
});

test('a page shows every picture, and says what is on it', () => {
	const shown = documents.map(({ text }) => text).join('\n');
	const missing = pictures.filter((picture) => !shown.includes(`pictures/${picture}`));
	expect(missing).toEqual([]);
	const described = [...shown.matchAll(/!\[(.*?)\]\(|<img[^>]* alt="(.*?)"/g)];
	expect(described).not.toHaveLength(0);
	for (const [, markdown, html] of described)
		expect((markdown ?? html ?? '').length).toBeGreaterThan(20);
});
