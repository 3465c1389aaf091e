/** The middle of the values; NaN when there are none, or when one of them is no number. */
export function median(values: readonly number[]): number {
	if (values.some(Number.isNaN)) return Number.NaN;
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const [low = Number.NaN, high = Number.NaN] = [
		sorted[Math.ceil(middle) - 1],
		sorted[Math.floor(middle)],
	];
	return (low + high) / 2;
}
