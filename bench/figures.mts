export function seconds(value: number): string {
	return Number.isNaN(value) ? '–' : value.toFixed(value < 10 ? 2 : 1);
}

export function megabytes(bytes: number): string {
	return Number.isNaN(bytes) ? '–' : (bytes / 1e6).toFixed(0);
}

export function ratio(value: number, to: number): string {
	const result = value / to;
	return Number.isFinite(result) ? result.toFixed(2) : '–';
}

export function count(value: number): string {
	return value.toLocaleString('en-US');
}

/** Returns the median; NaN if there are no values or one of them is NaN. */
export function median(values: readonly number[]): number {
	if (values.some(Number.isNaN)) return Number.NaN;
	const sorted = [...values].sort((a, b) => a - b);
	const half = sorted.length / 2;
	return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** Formats the median with minimum and maximum. */
export function spread(values: readonly number[], format: (value: number) => string): string {
	if (values.length === 1) return format(median(values));
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return `${format(median(values))} (${format(least)}–${format(most)})`;
}
