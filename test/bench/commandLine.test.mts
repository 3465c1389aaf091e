import { readCommandLine } from '../../bench/commandLine.mts';

const known = ['a', 'b', 'c'];

test('runs all cases when none is named', () => {
	expect(readCommandLine([], known)).toEqual({ letters: known });
});

test('runs the named ones in the order of the document', () => {
	expect(readCommandLine(['c', 'a', '--rounds', '5'], known)).toEqual({
		letters: ['a', 'c'],
		rounds: 5,
	});
});

test.each([
	{ args: ['x'], complaint: 'There is no case x' },
	{ args: ['--rounds', '0'], complaint: '--rounds takes a number from 1' },
	{ args: ['--rounds', 'many'], complaint: '--rounds takes a number from 1' },
	{ args: ['--round', '3'], complaint: '--round' },
])('complains about $args', ({ args, complaint }) => {
	expect(() => readCommandLine(args, known)).toThrow(complaint);
});
