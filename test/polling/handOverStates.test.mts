import type { IDataObject, IPollFunctions, IRun } from 'n8n-workflow';
import { ManualExecutionCancelledError } from 'n8n-workflow';

import { HandOvers } from '../../nodes/PlugsurfingEmp/polling/handOver.ts';

type Emit = IPollFunctions['__emit'];
type Done = NonNullable<Parameters<Emit>[2]>;

/** Static data that all polls share; a copy lacks the field. */
const SHARED = { __dataChanged: false };

function createDeferredPromise(): Done {
	const deferred: Partial<Done> = {};
	const promise = new Promise<IRun | undefined>((resolve, reject) => {
		Object.assign(deferred, { resolve, reject });
	});
	return Object.assign(deferred, { promise }) as Done;
}

/** What n8n gives a poll. */
function contextWith(emit: Emit, reportsOutcome = true): IPollFunctions {
	const context = {
		__emit: emit,
		helpers: { createDeferredPromise },
		...(reportsOutcome && { __runPoll: () => undefined }),
	};
	return context as unknown as IPollFunctions;
}

/** What n8n does with the done promise. */
type Settle = (done: Done) => void;

const outcomes = {
	undecided: () => undefined,
	stored: (done) => {
		done.resolve({ finished: true } as IRun);
	},
	/** The execution failed immediately, or the copy was too old to be stored. */
	withoutRun: (done) => {
		done.resolve(undefined);
	},
	cancelled: (done) => {
		done.reject(new ManualExecutionCancelledError('1'));
	},
	lost: (done) => {
		done.reject(new Error('SQLITE_BUSY'));
	},
} satisfies Record<string, Settle>;

/** A poll that has found an item: the state that includes it, and what hands it over. */
function poll(handOvers: HandOvers, stored: IDataObject, name = 'item') {
	const start = handOvers.begin(stored);
	if (!start) throw new Error('n8n is still storing');
	const state = handOvers.mark({ saved: 'with the item' });
	const output = [[{ json: { name } }]];
	const emit = async (settle: Settle) => {
		const context = contextWith((_output, _response, done) => {
			if (done) settle(done);
		});
		handOvers.track(context, output, state, stored, start);
		context.__emit(output);
		await settled();
	};
	return { state, emit };
}

/** Waits until everything that awaits settled promises has run. */
const settled = () => new Promise((done) => setImmediate(done));

/** Hands an item over that a poll has found, and settles it. Returns the state that includes it. */
async function handOver(
	handOvers: HandOvers,
	outcome: keyof typeof outcomes,
	stored: IDataObject = {},
) {
	const { state, emit } = poll(handOvers, stored);
	await emit(outcomes[outcome]);
	return state;
}

/** Where the next poll starts, and what it hands over again. */
function nextStart(handOvers: HandOvers, stored: IDataObject) {
	const start = handOvers.begin(stored);
	return (
		start && {
			state: start.state,
			again: start.unsent.flatMap(({ items }) => items.map(({ name }) => name)),
		}
	);
}

const OLD = { saved: 'before' };
const NEWER = { sequence: 2, handOver: 'of another process' };
const SAME_TIME = { sequence: 1, handOver: 'of another process' };

test.each<[keyof typeof outcomes, string, IDataObject, 'stored' | 'latest' | undefined, string[]]>([
	// The item is found again, so wait.
	['undecided', 'old copy', OLD, undefined, []],
	['undecided', 'old data', { ...SHARED, ...OLD }, 'latest', []],
	['undecided', 'newer copy', NEWER, 'stored', []],
	['undecided', 'copy of the same time', SAME_TIME, 'stored', []],
	['stored', 'old copy', OLD, 'latest', []],
	['stored', 'old data', { ...SHARED, ...OLD }, 'latest', []],
	['cancelled', 'old copy', OLD, 'latest', []],
	// The item is found again.
	['lost', 'old copy', OLD, 'stored', []],
	['withoutRun', 'old copy', OLD, 'stored', []],
	['lost', 'newer copy', NEWER, 'stored', []],
	// The item is not found again.
	['lost', 'old data', { ...SHARED, ...OLD }, 'latest', ['item']],
	['lost', 'newer data', { ...SHARED, ...NEWER }, 'stored', ['item']],
])('after items that are %s, a poll with %s', async (outcome, _, stored, state, again) => {
	const handOvers = new HandOvers();
	const latest = await handOver(handOvers, outcome);
	const expected = state && { state: state === 'stored' ? stored : latest, again };
	expect(nextStart(handOvers, stored)).toEqual(expected);
	if (stored === OLD || stored === NEWER) {
		// What is found again is not handed over as well.
		expect(nextStart(handOvers, { ...SHARED, ...latest })?.again).toEqual([]);
		expect(handOvers.isSettled).toBe(outcome !== 'undecided');
	}
});

test.each([
	['undecided', false, []],
	['stored', true, []],
	['cancelled', true, []],
	['lost', false, ['item']],
] as const)(
	'after items that are %s, a poll whose data includes them',
	async (outcome, isSettled, again) => {
		for (const shared of [{}, SHARED]) {
			const handOvers = new HandOvers();
			const latest = await handOver(handOvers, outcome, shared);
			expect(handOvers.isSettled).toBe(isSettled);
			expect(nextStart(handOvers, latest)).toEqual({ state: latest, again });
		}
	},
);

test('items that are lost while the next poll runs are handed over after it', async () => {
	const handOvers = new HandOvers();
	const first = poll(handOvers, SHARED, 'first');
	let lose: () => void = () => undefined;
	await first.emit((done) => {
		lose = () => {
			outcomes.lost(done);
		};
	});
	const second = poll(handOvers, { ...SHARED, ...first.state }, 'second');
	lose();
	await settled();
	await second.emit(outcomes.stored);
	expect(nextStart(handOvers, second.state)).toEqual({ state: second.state, again: ['first'] });
});

test('shared data: an execution that fails immediately was stored', async () => {
	const handOvers = new HandOvers();
	const latest = await handOver(handOvers, 'withoutRun', SHARED);
	expect(nextStart(handOvers, { ...SHARED, ...OLD })).toEqual({ state: latest, again: [] });
});

test('items that n8n does not accept are lost', () => {
	const handOvers = new HandOvers();
	const state = handOvers.mark({});
	const output = [[{ json: { name: 'item' } }]];
	const context = contextWith(() => {
		throw new Error('not now');
	});
	handOvers.track(context, output, state, {}, { state: {}, unsent: [] });
	expect(() => {
		context.__emit(output);
	}).toThrow('not now');
	expect(handOvers.isSettled).toBe(false);
	expect(nextStart(handOvers, state)).toEqual({ state, again: ['item'] });
	expect(nextStart(handOvers, OLD)).toEqual({ state: OLD, again: [] });
	expect(handOvers.isSettled).toBe(true);
});

test('without hand-overs, a poll starts with the stored data', () => {
	const handOvers = new HandOvers();
	expect(handOvers.isSettled).toBe(true);
	expect(nextStart(handOvers, OLD)).toEqual({ state: OLD, again: [] });
});

test('n8n before 2.36 does not report outcomes: nothing is tracked', () => {
	const handOvers = new HandOvers();
	const emit = jest.fn();
	const output = [[{ json: {} }]];
	const context = contextWith(emit, false);
	handOvers.track(context, output, handOvers.mark({}), {}, { state: {}, unsent: [] });
	context.__emit(output);
	expect(emit.mock.calls).toEqual([[output]]);
	expect(handOvers.begin(OLD)).toEqual({ state: OLD, unsent: [] });
});

test.each([
	[{}, 1, 2],
	[{ sequence: 'x' }, 1, 2],
	[{ sequence: 5 }, 6, 6],
])('a state after %j has the next number', async (state, first, second) => {
	const handOvers = new HandOvers();
	expect(handOvers.mark(state)).toEqual({
		sequence: first,
		handOver: expect.any(String) as string,
	});
	await handOver(handOvers, 'stored');
	expect(handOvers.mark(state)).toMatchObject({ sequence: second });
});
