import { strangers } from '../../.ci/tarballContents.mts';

test('a tarball contains only what a user needs', () => {
	const wanted = [
		'package.json',
		'index.js',
		'README.md',
		'LICENSE',
		'CHANGELOG.md',
		'dist/nodes/A/A.node.js',
		'dist/nodes/A/a.svg',
		'dist/nodes/A/__schema__/v1.0.0/a/b.json',
	];
	const unwanted = [
		'dist/tsconfig.tsbuildinfo',
		'dist/nodes/A/A.node.js.map',
		'dist/nodes/A/A.test.js',
		'nodes/A/A.node.ts',
		'test/run.mts',
		'.env',
	];
	expect(strangers([...wanted, ...unwanted])).toEqual(unwanted);
});
