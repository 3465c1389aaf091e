import {
	processStateOf,
	type ProcessState,
} from '../../nodes/PlugsurfingEmp/polling/processState.ts';

const NOW = Date.parse('2026-05-05T12:00:00.000Z');
const DAY_MS = 24 * 60 * 60_000;

/** Whether the state of a node is still there, `ms` after its last poll, when another node polls. */
function isKept(
	id: string,
	ms: number,
	change: (state: ProcessState) => void = () => undefined,
): boolean {
	const state = processStateOf(id, NOW);
	change(state);
	expect(processStateOf('another node', NOW + ms)).not.toBe(state);
	return processStateOf(id, NOW + ms) === state;
}

test('the state of a node that polls stays', () => {
	const state = processStateOf('polls', NOW);
	for (const days of [1, 2, 3]) expect(processStateOf('polls', NOW + days * DAY_MS)).toBe(state);
});

test.each([
	[DAY_MS, true],
	[DAY_MS + 1, false],
])('%i ms after the last poll, the state is there: %s', (ms, expected) => {
	expect(isKept(String(ms), ms)).toBe(expected);
});

test.each<[string, (state: ProcessState) => void]>([
	['a poll still runs', (state) => (state.isPolling = true)],
	['a cursor failed', (state) => state.failedCursors.add('c')],
	[
		'n8n has not stored all',
		({ handOvers }) => Object.defineProperty(handOvers, 'isSettled', { value: false }),
	],
])('the state stays while %s', (id, change) => {
	expect(isKept(id, 2 * DAY_MS, change)).toBe(true);
});
