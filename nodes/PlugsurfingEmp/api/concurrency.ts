/** Lets a number of tasks run at the same time; others wait in line. */
export class Semaphore {
	private running = 0;

	private readonly waiting: (() => void)[] = [];

	constructor(readonly size: number) {}

	/** Runs a task as soon as it is its turn. */
	async run<Result>(task: () => Promise<Result>): Promise<Result> {
		if (this.running < this.size) this.running += 1;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.running -= 1;
		}
	}
}

/**
 * Works on tasks concurrently and yields their results in the order of the tasks. At most `width` tasks
 * are running or wait for an earlier one, so a caller that stops early has started up to `width` - 1 too many.
 *
 * @throws what the first failed task threw, after the results of those before it. Starts no further task then,
 * and waits for the running ones.
 */
export async function* inOrder<Task, Result>(
	tasks: Iterable<Task>,
	width: number,
	work: (task: Task) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
	const upcoming = tasks[Symbol.iterator]();
	const started: Promise<Result>[] = [];
	const start = () => {
		const next = upcoming.next();
		if (next.done === true) return;
		const result = work(next.value);
		// It may fail before its turn, or be abandoned.
		result.catch(() => undefined);
		started.push(result);
	};

	for (let count = 0; count < width; count++) start();
	for (let first = started.shift(); first; first = started.shift()) {
		const result = await first.catch(async (cause: unknown) => {
			await Promise.allSettled(started);
			throw cause;
		});
		yield result;
		start();
	}
}
