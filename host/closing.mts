type Close = () => Promise<void> | void;

/** Collects resources and closes them in reverse order, once, at the end or on Ctrl-C. */
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
				// A second Ctrl-C exits immediately; what still runs is killed when the process exits.
				if (this.closing) process.exit(exitCode);
				console.log('\nStopping ...');
				void this.close().finally(() => process.exit(exitCode));
			});
		}
		if (process.env['npm_lifecycle_event'] !== undefined) this.endWithParent();
	}

	/** Ends with npm, which passes SIGTERM only to its shell, not to this process. */
	private endWithParent(): void {
		const parent = process.ppid;
		setInterval(() => {
			if (process.ppid !== parent) this.fail('npm has ended.');
		}, 500).unref();
	}

	add(close: Close): void {
		this.pending.push(close);
	}

	/** Closes everything and ends the process, after something has ended unexpectedly. */
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
