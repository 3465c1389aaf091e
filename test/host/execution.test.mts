import { stringify } from 'flatted';
import { Execution } from '../../host/execution.mts';

const data = stringify({
	resultData: {
		error: { message: 'It failed', description: 'Try this', headers: 'secret' },
		runData: {
			List: [{ data: { main: [[{ json: { a: 1 } }, { json: { a: 2 } }], [{ json: { b: 3 } }]] } }],
			File: [
				{ data: { main: [[{ json: {}, binary: { data: { id: 'f:1', fileName: 'x.csv' } } }]] } },
			],
			Nothing: [{ data: { main: [[]] } }],
			Failed: [{ error: { message: 'It failed' } }],
		},
	},
});

test('reads items, files and the error out of execution data', () => {
	const execution = Execution.parse('error', data);
	expect(execution.succeeded).toBe(false);
	expect(execution.error).toBe('It failed\nTry this');
	expect(execution.errorDetails).toContain('secret');
	expect(execution.items('List')).toEqual([{ a: 1 }, { a: 2 }]);
	expect(execution.items('List', 1)).toEqual([{ b: 3 }]);
	expect(execution.items('Nothing')).toEqual([]);
	expect(execution.items('Failed')).toEqual([]);
	expect(execution.binary('File')).toEqual({ id: 'f:1', fileName: 'x.csv' });
	expect(execution.ran('List')).toBe(true);
	expect(execution.ran('Elsewhere')).toBe(false);
	expect(() => execution.items('Elsewhere')).toThrow('Elsewhere');
});
