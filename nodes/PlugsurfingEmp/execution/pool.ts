/**
 * Calls `work` for 0 to `count` - 1, in this order and at most `width` at a time. Once `halted` returns
 * true nothing new is started; running work is awaited.
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
