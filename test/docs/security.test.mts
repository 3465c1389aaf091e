import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { documents } from './documents.mts';

const page = documents.find(({ name }) => name === join('docs', 'security.md'))?.text ?? '';
const threats = [...page.matchAll(/^\| (?!Threat|---)(.+?) \| .+ \| (.+) \|$/gm)].map(
	([, threat = '', proof = '']) => [threat, proof] as const,
);

test('the security page has threats', () => {
	expect(threats.length).toBeGreaterThan(10);
});

test.each(threats)('a test that exists is named against: %s', (_threat, proof) => {
	const files = [...proof.matchAll(/`((?:test|\.ci)\/[^`]+)`/g)].map(([, file = '']) => file);
	expect(files).not.toEqual([]);
	expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
