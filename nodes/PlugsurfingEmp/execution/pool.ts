/**
 * Calls `work` for 0 to `count` - 1 in order, with at most `width` calls running at the same time. Once
 * `halted` returns true, starts no new call and waits for the running ones.
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
