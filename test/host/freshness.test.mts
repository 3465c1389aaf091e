import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFresh } from '../../host/freshness.mjs';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'freshness-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

const a = { version: '1.0.0', integrity: 'sha512-a' };
const forOtherPlatform = { version: '1.0.0', integrity: 'sha512-b', optional: true, os: ['aix'] };
const wanted = {
	'': { name: 'root' },
	'node_modules/a': a,
	'node_modules/for-aix': forOtherPlatform,
};

function lock(packages: object): void {
	writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
}

function installed(packages: object): void {
	mkdirSync(join(folder, 'node_modules'));
	const file = join(folder, 'node_modules', '.package-lock.json');
	writeFileSync(file, JSON.stringify({ packages }));
}

describe('node_modules is fresh', () => {
	test('when it has every package of the lock that is for this machine', () => {
		lock(wanted);
		installed({ 'node_modules/a': a });
		expect(isFresh(folder)).toBe(true);
	});

	test('also with more than that', () => {
		lock(wanted);
		installed({ 'node_modules/a': a, 'node_modules/extra': { version: '2.0.0' } });
		expect(isFresh(folder)).toBe(true);
	});
});

describe('node_modules is stale', () => {
	test('when there is none', () => {
		lock(wanted);
		expect(isFresh(folder)).toBe(false);
	});

	test('when the install broke off, so that npm kept no record of it', () => {
		lock(wanted);
		mkdirSync(join(folder, 'node_modules', 'a'), { recursive: true });
		expect(isFresh(folder)).toBe(false);
	});

	test.each([
		['lacks a package', {}],
		['has another version of one', { 'node_modules/a': { ...a, version: '0.9.0' } }],
		['has other content of one', { 'node_modules/a': { ...a, integrity: 'sha512-z' } }],
	])('when it %s', (_what, packages) => {
		lock(wanted);
		installed(packages);
		expect(isFresh(folder)).toBe(false);
	});
});
