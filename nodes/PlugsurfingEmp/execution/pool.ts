/**
 * Does `work` for 0, 1, … up to `count`, at most `width` at a time and in this order. Once `halted`
 * says so nothing new is begun; what is under way is waited for.
 */
export async function pool(
	count: number,
	width: number,
	work: (index: number) => Promise<void>,
	halted: () => boolean,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < count && !halted()) await work(next++);
	};
	await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
}
