import fc from 'fast-check';

import { inOrder, Semaphore } from '../../nodes/PlugsurfingEmp/api/concurrency.ts';

/** Runs everything that is ready to run. */
const turn = () => new Promise((done) => setImmediate(done));

async function all<Result>(results: AsyncIterable<Result>): Promise<Result[]> {
	const list: Result[] = [];
	for await (const result of results) list.push(result);
	return list;
}

describe('a semaphore', () => {
	test('never runs more tasks than its size, and starts them in order', () =>
		fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 5 }),
				fc.array(fc.record({ turns: fc.nat(4), fails: fc.boolean() }), { maxLength: 20 }),
				async (size, tasks) => {
					const semaphore = new Semaphore(size);
					const begun: number[] = [];
					let running = 0;
					let most = 0;
					const outcomes = await Promise.allSettled(
						tasks.map(({ turns, fails }, index) =>
							semaphore.run(async () => {
								begun.push(index);
								most = Math.max(most, ++running);
								for (let each = 0; each < turns; each++) await Promise.resolve();
								running -= 1;
								if (fails) throw new Error(String(index));
								return index;
							}),
						),
					);
					expect(begun).toEqual(tasks.map((_, index) => index));
					expect(most).toBeLessThanOrEqual(size);
					expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(
						tasks.map(({ fails }) => fails),
					);
				},
			),
		));
});

describe('in order', () => {
	test('yields the results in the order of the tasks, regardless of their duration', () =>
		fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat(6)),
				fc.integer({ min: 1, max: 5 }),
				async (turns, width) => {
					let running = 0;
					const work = async (count: number) => {
						expect(++running).toBeLessThanOrEqual(width);
						for (let each = 0; each < count; each++) await Promise.resolve();
						running -= 1;
						return count;
					};
					expect(await all(inOrder(turns, width, work))).toEqual(turns);
				},
			),
		));

	test('has started fewer surplus tasks than the width when the caller stops', async () => {
		const started: number[] = [];
		const work = async (task: number) => {
			started.push(task);
			await turn();
			return task;
		};
		const taken: number[] = [];
		for await (const result of inOrder([0, 1, 2, 3, 4, 5, 6, 7], 3, work)) {
			taken.push(result);
			if (result === 1) break;
		}
		expect(taken).toEqual([0, 1]);
		expect(started).toEqual([0, 1, 2, 3]);
	});

	test('throws what the first failed task threw, after the results before it', async () => {
		const work = (task: number) =>
			task === 0 || task > 2 ? Promise.resolve(task) : Promise.reject(new Error(`task ${task}`));
		const taken: number[] = [];
		const read = async () => {
			for await (const result of inOrder([0, 1, 2, 3], 4, work)) taken.push(result);
		};
		await expect(read()).rejects.toThrow('task 1');
		expect(taken).toEqual([0]);
	});
});
