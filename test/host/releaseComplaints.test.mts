import { releaseComplaints } from '../../.ci/releaseComplaints.mts';

const ready = {
	version: '1.2.3',
	lockVersions: ['1.2.3', '1.2.3'],
	changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-31\n\n### Added\n',
	tag: 'v1.2.3',
	placeholders: [],
	authorEmail: 'ada@plugsurfing-nodes.dev',
};

test('may be published if the version is the same everywhere', () => {
	expect(releaseComplaints(ready)).toEqual([]);
	expect(releaseComplaints({ ...ready, tag: undefined })).toEqual([]);
});

test.each([
	['the tag is of another version', { tag: 'v1.2.4' }, /The tag v1\.2\.4/],
	['the lock file is partly outdated', { lockVersions: ['1.2.3', undefined] }, /package-lock/],
	['the changelog lacks the version', { changelog: '## [1.2.2] - 2026-01-01' }, /has no section/],
	['the date is not set', { changelog: '## [1.2.3] - Unreleased' }, /lacks the date/],
	['the author is a placeholder', { placeholders: ['author', 'bugs'] }, /author, bugs\. Enter/],
	['the domain is reserved', { authorEmail: 'ada@nodes.example' }, /does not exist/],
	['the address is an example', { authorEmail: 'ada@example.com' }, /does not exist/],
])('may not be published if %s', (_when, change, complaint) => {
	const complaints = releaseComplaints({ ...ready, ...change });
	expect(complaints).toEqual([expect.stringMatching(complaint)]);
});
