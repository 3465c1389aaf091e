import fc from 'fast-check';

import { itemRanges } from '../../nodes/PlugsurfingEmp/execution/itemErrors.ts';
import { pool } from '../../nodes/PlugsurfingEmp/execution/pool.ts';

const never = () => false;

describe('the pool', () => {
	test('does every piece of work once, and never more at a time than it is wide', () =>
		fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }),
				fc.integer({ min: 1, max: 12 }),
				async (ticks, width) => {
					const begun: number[] = [];
					let busy = 0;
					let busiest = 0;
					await pool(
						ticks.length,
						width,
						async (index) => {
							begun.push(index);
							busiest = Math.max(busiest, ++busy);
							for (let tick = 0; tick < (ticks[index] ?? 0); tick++) await Promise.resolve();
							busy--;
						},
						never,
					);
					expect(begun).toEqual(ticks.map((_, index) => index));
					expect(busiest).toBeLessThanOrEqual(width);
				},
			),
		));

	test('uses its whole width', async () => {
		let busy = 0;
		let busiest = 0;
		const work = async () => {
			busiest = Math.max(busiest, ++busy);
			await new Promise((resolve) => setImmediate(resolve));
			busy--;
		};
		await pool(20, 7, work, never);
		expect(busiest).toBe(7);
	});

	test('once halted begins nothing new, and waits for what is under way', async () => {
		const finished: number[] = [];
		let halted = false;
		await pool(
			10,
			3,
			async (index) => {
				if (index === 1) halted = true;
				await new Promise((resolve) => setImmediate(resolve));
				finished.push(index);
			},
			() => halted,
		);
		expect(finished).toEqual([0, 1]);
	});
});

test.each([
	[[], ''],
	[[4], '4'],
	[[0, 1, 2, 3, 5], '0-3, 5'],
	[[1, 3, 4, 9], '1, 3-4, 9'],
])('items %j read as "%s"', (indices, words) => {
	expect(itemRanges(indices)).toBe(words);
});
