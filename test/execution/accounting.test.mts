import fc from 'fast-check';
import type { OnError } from 'n8n-workflow';

import { fakeClient } from '../support/fakeClient.mts';
import { runNode } from '../engine/engine.mts';

/** Replaces the API: the outcome of the session of an item, whose ID is the item's number. */
const mockClient = fakeClient({
	request: ({ path }) => runRecord.get(Number(path.split('/').at(-1))),
});
jest.mock('../../dist/nodes/PlugsurfingEmp/api/client.js', () => ({
	createClient: () => Promise.resolve(mockClient),
}));

// The class that the built node uses.
const { ApiError } = jest.requireActual<
	typeof import('../../nodes/PlugsurfingEmp/api/http/apiError.ts')
>('../../dist/nodes/PlugsurfingEmp/api/http/apiError.js');

/** The plan of one item. */
interface Plan {
	/** Its duration, in turns of the event loop. */
	turns: number;
	fails: boolean;
}

/** The requests of one run. */
class RunRecord {
	readonly started: number[] = [];
	readonly ended: number[] = [];
	private busy = 0;
	busiest = 0;
	/** How many had started when the first one failed. */
	startedAtFailure = 0;

	constructor(readonly plans: Plan[]) {}

	async get(index: number): Promise<unknown> {
		this.started.push(index);
		this.busiest = Math.max(this.busiest, ++this.busy);
		const plan = this.plans[index] ?? { turns: 0, fails: true };
		for (let turn = 0; turn < plan.turns; turn++) await Promise.resolve();
		this.busy--;
		this.ended.push(index);
		if (plan.fails) this.startedAtFailure ||= this.started.length;
		if (plan.fails) throw new ApiError(`No session ${index}`, { remedy: 'Look elsewhere.' });
		return { sessionStatus: 'STARTED', index };
	}
}

let runRecord = new RunRecord([]);

function run(plans: Plan[], maxConcurrent: number, onError?: OnError) {
	runRecord = new RunRecord(plans);
	return runNode({
		parameters: {
			resource: 'session',
			operation: 'get',
			sessionId: '={{ $itemIndex }}',
			options: { maxConcurrent },
		},
		credential: {},
		items: plans.map((_, index) => ({ index })),
		onError,
	});
}

const plan = fc.record({
	turns: fc.integer({ min: 0, max: 8 }),
	fails: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.boolean()),
});
const plans = fc.array(plan, { minLength: 1, maxLength: 40 });
const width = fc.integer({ min: 1, max: 50 });

function indices(plans: Plan[], which: (plan: Plan) => boolean = () => true): number[] {
	return plans.flatMap((plan, index) => (which(plan) ? [index] : []));
}

const fails = (plan: Plan) => plan.fails;
const succeeds = (plan: Plan) => !plan.fails;

describe('with any mix of failing items and any concurrency,', () => {
	test('a node that continues on error returns each item once, in order, paired, on its output', () =>
		fc.assert(
			fc.asyncProperty(plans, width, async (plans, maxConcurrent) => {
				const { status, outputs } = await run(plans, maxConcurrent, 'continueErrorOutput');

				expect(status).toBe('success');
				expect(outputs[0]).toEqual(
					indices(plans, succeeds).map((item) => ({
						json: { sessionStatus: 'STARTED', index: item },
						pairedItem: { item },
					})),
				);
				expect(outputs[1] ?? []).toEqual(
					indices(plans, fails).map((item) => ({
						json: {
							index: item,
							error: `No session ${item} [item ${item}]`,
							message: 'Look elsewhere.',
						},
						pairedItem: { item },
					})),
				);
				expect(runRecord.started).toEqual(indices(plans));
				expect(runRecord.busiest).toBeLessThanOrEqual(maxConcurrent);
			}),
		));

	test('a node that continues on one output keeps the order of the items', () =>
		fc.assert(
			fc.asyncProperty(plans, width, async (plans, maxConcurrent) => {
				const { outputs } = await run(plans, maxConcurrent, 'continueRegularOutput');

				expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
					indices(plans).map((item) => ({ item })),
				);
				expect(outputs[0]?.map(({ json }) => 'error' in json)).toEqual(plans.map(fails));
			}),
		));

	test('a node that stops reports each item once: done, failed or not started', () =>
		fc.assert(
			fc.asyncProperty(
				plans.filter((plans) => plans.some(fails)),
				width,
				async (plans, maxConcurrent) => {
					const { status, outputs, error } = await run(plans, maxConcurrent);

					expect({ status, outputs }).toEqual({ status: 'error', outputs: [] });
					const [first = -1, ...others] = runRecord.ended
						.filter((index) => plans[index]?.fails)
						.sort(ascending);
					expect(error?.message).toBe(`No session ${first} [item ${first}]`);
					const told = error?.description ?? '';
					expect(told).toMatch(/^Look elsewhere\./);
					expect({
						done: itemsAfter('Done before it stopped', told),
						failed: itemsAfter('Also failed', told),
						untouched: itemsAfter('Not started', told),
					}).toEqual({
						done: runRecord.ended.filter((index) => !plans[index]?.fails).sort(ascending),
						failed: others,
						untouched: indices(plans).slice(runRecord.started.length),
					});
					// Running items finish; hardly any new ones start.
					expect(runRecord.started.length - runRecord.startedAtFailure).toBeLessThan(maxConcurrent);
					expect(runRecord.started).toEqual(indices(plans).slice(0, runRecord.started.length));
					expect([...runRecord.ended].sort(ascending)).toEqual(runRecord.started);
				},
			),
		));
});

function ascending(a: number, b: number): number {
	return a - b;
}

/** The items that a message names after these words: "Not started: items 3-5, 7." */
function itemsAfter(words: string, message: string): number[] {
	const ranges = new RegExp(`${words}: items? ([\\d, -]+)\\.`).exec(message)?.[1];
	return (ranges?.split(', ') ?? []).flatMap((range) => {
		const [from = 0, to = from] = range.split('-').map(Number);
		return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
	});
}
