import { median } from '../../bench/median.mts';

test.each([
	{ values: [3], middle: 3 },
	{ values: [3, 1, 2], middle: 2 },
	{ values: [10, 9, 100, 1], middle: 9.5 },
	{ values: [], middle: NaN },
	{ values: [1, NaN, 2], middle: NaN },
])('the median of $values is $middle', ({ values, middle }) => {
	expect(median(values)).toBe(middle);
});

test('leaves the values in their order', () => {
	const values = [3, 1, 2];
	median(values);
	expect(values).toEqual([3, 1, 2]);
});
