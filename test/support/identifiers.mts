import type { IDataObject } from 'n8n-workflow';

import type { Simulator } from '../../simulator/simulator.mts';
import type { NodeResult } from '../engine/engine.mts';
import { expectRejected } from '../engine/operation.mts';

/** Identifiers that break what does not encode them, or encodes them twice. */
export const ODD_IDS = [
	'a/b+c=',
	'ü',
	'%2F',
	'../x',
	'...',
	'a b?c=d&e#f;g',
	' 3633e0e0 ',
	'🔌⚡',
	"!'()*~",
	'x'.repeat(300),
];

/** What an expression may give. */
type Value = IDataObject[string];

/** What an expression may give for an id that has to be there, and what is wrong with it. */
const NO_TEXTS: Array<[Value, string]> = [
	['', 'must not be empty'],
	[null, 'must not be empty'],
	['   ', 'must not be empty'],
	['\t\n', 'must not be empty'],
	[true, 'must be text, but it is true'],
	[1.5, 'must be text, but it is 1.5'],
	[1e300, 'must be text, but it is 1e+300'],
	[{ id: 'x' }, 'must be text, but it is {"id":"x"}'],
	[['x'], 'must be text, but it is ["x"]'],
];

const LEADING_ELSEWHERE: Array<[Value, string]> = [
	['.', 'must be an ID, but it is "."'],
	['..', 'must be an ID, but it is ".."'],
];

/** Runs an operation with one field set to an expression that gives `value`. */
type RunWith = (expression: string, value: Value) => Promise<NodeResult>;

/** Tests that a text which has to be there is refused when it is none, before anything is sent. */
export function rejectsNonText(
	label: string,
	simulator: () => Simulator,
	runWith: RunWith,
	more: Array<[Value, string]> = [],
): void {
	test.each([...NO_TEXTS, ...more])(`${label} refuses %j`, async (value, complaint) => {
		const result = await runWith('={{ $json.value }}', value);
		expectRejected(simulator(), result, `"${label}" ${complaint}`);
	});

	test(`${label} refuses a field of the item that is not there`, async () => {
		const result = await runWith('={{ $json.nothing.at.all }}', 'x');
		expectRejected(simulator(), result, `"${label}" must not be empty`);
	});
}

/**
 * Tests an id that becomes part of an address: odd ones arrive intact, and what is none is refused before anything is
 * sent.
 * @param pathOf the path for an encoded id
 */
export function takesIds(
	label: string,
	simulator: () => Simulator,
	runWith: RunWith,
	pathOf: (encoded: string) => string,
): void {
	test.each(ODD_IDS)(`the ${label} %j arrives intact`, async (id) => {
		await runWith('={{ $json.value }}', id);
		expect(simulator().requests[0]?.path).toBe(`/drive${pathOf(encodeURIComponent(id))}`);
	});

	rejectsInvalidIds(label, simulator, runWith);
}

/** Tests that what is no id is refused, even where it becomes part of a body. */
export function rejectsInvalidIds(
	label: string,
	simulator: () => Simulator,
	runWith: RunWith,
): void {
	rejectsNonText(label, simulator, runWith, LEADING_ELSEWHERE);
}
