import { releaseComplaints } from '../../.ci/releaseComplaints.mts';

const ready = {
	version: '1.2.3',
	lockVersions: ['1.2.3', '1.2.3'],
	changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-31\n\n### Added\n',
	tag: 'v1.2.3',
	placeholders: [],
	authorEmail: 'ada@plugsurfing-nodes.dev',
};

test('a version that is the same everywhere may be published', () => {
	expect(releaseComplaints(ready)).toEqual([]);
	expect(releaseComplaints({ ...ready, tag: undefined })).toEqual([]);
});

test.each([
	['the tag is of another version', { tag: 'v1.2.4' }, /The tag v1\.2\.4/],
	['what is published is a branch', { tag: 'main' }, /The tag main/],
	['the lock was not made anew', { lockVersions: ['1.2.2', '1.2.2'] }, /package-lock\.json/],
	['half of the lock is old', { lockVersions: ['1.2.3', undefined] }, /package-lock\.json/],
	['nobody has written what is new', { changelog: '## [1.2.2] - 2026-01-01' }, /has no section/],
	['the day is not set', { changelog: '## [1.2.3] - Unreleased' }, /lacks the date/],
	['the author is made up', { placeholders: ['author', 'homepage'] }, /author, homepage\. Enter/],
	['nobody reads the address', { authorEmail: 'ada@nodes.example' }, /does not exist/],
	['nobody has the address', { authorEmail: 'ada@example.com' }, /does not exist/],
	['the day is not a date', { changelog: '## [1.2.3] - 31 January' }, /lacks the date/],
])('not when %s', (_when, change, complaint) => {
	const complaints = releaseComplaints({ ...ready, ...change });
	expect(complaints).toEqual([expect.stringMatching(complaint)]);
});
