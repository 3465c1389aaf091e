/** Item numbers in as few words as possible: "0-3, 5". */
export function itemRanges(indices: number[]): string {
	const ranges: Array<[first: number, last: number]> = [];
	for (const index of indices) {
		const range = ranges.at(-1);
		if (range && range[1] === index - 1) range[1] = index;
		else ranges.push([index, index]);
	}
	return ranges
		.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
		.join(', ');
}
