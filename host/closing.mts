type Close = () => Promise<void> | void;

/** Collects what must be closed, and closes it in reverse order, once, at the end or on Ctrl-C. */
export class Closing {
	private readonly pending: Close[] = [];
	private closing: Promise<void> | undefined;

	constructor() {
		for (const [signal, exitCode] of [
			['SIGINT', 130],
			['SIGTERM', 143],
			['SIGHUP', 129],
		] as const) {
			process.on(signal, () => {
				// A second Ctrl-C does not wait; what still runs is killed as the process exits.
				if (this.closing) process.exit(exitCode);
				console.log('\nStopping ...');
				void this.close().finally(() => process.exit(exitCode));
			});
		}
		if (process.env['npm_lifecycle_event'] !== undefined) this.endWithParent();
	}

	/** npm passes SIGTERM to its shell only, which then is gone without a word to this process. */
	private endWithParent(): void {
		const parent = process.ppid;
		setInterval(() => {
			if (process.ppid !== parent) this.fail('npm has ended.');
		}, 500).unref();
	}

	add(close: Close): void {
		this.pending.push(close);
	}

	/** Something that should have lived on is gone: closes the rest and ends the process. */
	fail(message: string): void {
		if (this.closing) return;
		console.error(message);
		void this.close().finally(() => process.exit(1));
	}

	close(): Promise<void> {
		this.closing ??= this.closeAll();
		return this.closing;
	}

	private async closeAll(): Promise<void> {
		for (let close = this.pending.pop(); close; close = this.pending.pop()) await close();
	}
}
