import type { IDataObject } from 'n8n-workflow';

import type { Simulator } from '../../simulator/simulator.mts';
import type { NodeResult } from '../engine/engine.mts';
import { expectRejected } from '../engine/operation.mts';

/** Identifiers that break if they are not encoded, or encoded twice. */
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

/** A value of an expression. */
type Value = IDataObject[string];

/** Invalid values of a required ID, and what is wrong with them. */
const INVALID_TEXTS: Array<[Value, string]> = [
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

/** Tests that a required text field rejects other values before anything is sent. */
export function rejectsNonText(
	label: string,
	simulator: () => Simulator,
	runWith: RunWith,
	more: Array<[Value, string]> = [],
): void {
	test.each([...INVALID_TEXTS, ...more])(`${label} rejects %j`, async (value, complaint) => {
		const result = await runWith('={{ $json.value }}', value);
		expectRejected(simulator(), result, `"${label}" ${complaint}`);
	});

	test(`${label} rejects a missing field of the item`, async () => {
		const result = await runWith('={{ $json.nothing.at.all }}', 'x');
		expectRejected(simulator(), result, `"${label}" must not be empty`);
	});
}

/**
 * Tests an ID that becomes part of a path: odd ones arrive intact, and invalid ones are rejected before anything is
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

/** Tests that invalid IDs are rejected, even if they become part of a body. */
export function rejectsInvalidIds(
	label: string,
	simulator: () => Simulator,
	runWith: RunWith,
): void {
	rejectsNonText(label, simulator, runWith, LEADING_ELSEWHERE);
}
