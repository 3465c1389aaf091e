import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPlatformPackages } from '../../host/platformPackages.mjs';
import { n8nFolder, registryFolder, root } from '../../host/places.mts';
import { objectAt } from '../../host/shape.mts';
import { pinnedEngines } from '../compatibility/pinnedEngine.mts';

const olderEngines = pinnedEngines().filter(({ folder }) => folder !== root);

// Otherwise npm ci refuses the lock, or leaves out the binary, on the machine of somebody else.
test.each([
	['the development tools', root],
	['the real n8n', n8nFolder],
	['the npm registry', registryFolder],
	...olderEngines.map(({ n8n, folder }): [string, string] => [`the engine of n8n ${n8n}`, folder]),
])('the lock of %s is complete for every platform', (_what, folder) => {
	const lock: unknown = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
	// To mend it: node host/completeLock.mjs <folder>
	expect(Object.keys(missingPlatformPackages(objectAt(lock, 'packages')))).toEqual([]);
});

const binding = { version: '2.0.0', optional: true };
const tool = {
	version: '2.0.0',
	dev: true,
	optionalDependencies: { '@t/tool-linux-x64-musl': '2.0.0', '@t/tool-darwin-arm64': '2.0.0' },
};

test('finds the platform packages that a lock lacks, and what they are for', () => {
	const packages = { 'node_modules/tool': tool, 'node_modules/@t/tool-darwin-arm64': binding };
	expect(missingPlatformPackages(packages)).toEqual({
		'node_modules/@t/tool-linux-x64-musl': {
			version: '2.0.0',
			dev: true,
			optional: true,
			os: ['linux'],
			cpu: ['x64'],
			libc: ['musl'],
		},
	});
});

test('puts them beside the package that names them', () => {
	const packages = {
		'node_modules/a/node_modules/tool': tool,
		'node_modules/@t/tool-linux-x64-musl': binding,
	};
	expect(Object.keys(missingPlatformPackages(packages))).toEqual([
		'node_modules/a/node_modules/@t/tool-darwin-arm64',
	]);
});

test('does not guess where a name says nothing about the platform', () => {
	const packages = {
		'node_modules/tool': { version: '1.0.0', optionalDependencies: { extra: '^1' } },
	};
	expect(() => missingPlatformPackages(packages)).toThrow('extra@^1');
});
