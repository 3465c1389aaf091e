import { readCommandLine } from './commandLine.mts';

const known = ['2.0.0', '2.20.0', '2.41.1'];

test('takes all versions and all tests when nothing is said', () => {
	expect(readCommandLine([], known)).toEqual({ versions: known, patterns: [], write: false });
});

test('takes the versions, the folder and the tests that are named', () => {
	const args = ['--n8n', '2.41.1', '--n8n', '2.0.0', '--results', 'folder', 'getAll'];
	expect(readCommandLine(args, known)).toEqual({
		versions: ['2.0.0', '2.41.1'],
		results: 'folder',
		patterns: ['getAll'],
		write: false,
	});
});

test('leaves out the newest version, which npm test runs', () => {
	expect(readCommandLine(['--older'], known).versions).toEqual(['2.0.0', '2.20.0']);
});

test.each([
	{ args: ['--n8n', '1.0.0'], complaint: 'There is no engine of n8n 1.0.0' },
	{ args: ['--write', 'getAll'], complaint: '--write takes all versions and all tests' },
	{ args: ['--write', '--n8n', '2.0.0'], complaint: '--write takes all versions and all tests' },
	{ args: ['--watch'], complaint: '--watch' },
])('complains about $args', ({ args, complaint }) => {
	expect(() => readCommandLine(args, known)).toThrow(complaint);
});
