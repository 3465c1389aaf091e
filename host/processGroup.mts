import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const graceMs = 10_000;

/** A child process in its own process group, so that its children end with it. */
export class ProcessGroup {
	readonly ended: Promise<void>;

	private constructor(private readonly child: ChildProcess) {
		process.once('exit', this.kill);
		this.ended = new Promise((resolve) => {
			const end = () => {
				process.off('exit', this.kill);
				resolve();
			};
			child.once('exit', end).once('error', end);
		});
	}

	static start(
		file: string,
		args: readonly string[],
		options: { cwd: string; env: NodeJS.ProcessEnv; logFile: number },
	): ProcessGroup {
		const { cwd, env, logFile } = options;
		// The pipe to its stdin is the leash: see leash.mjs.
		const child = spawn(file, args, {
			cwd,
			env,
			detached: true,
			stdio: ['pipe', logFile, logFile],
		});
		return new ProcessGroup(child);
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	hasEnded(): boolean {
		return (
			this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null
		);
	}

	/** Terminates the process, and kills it after a timeout. */
	async stop(): Promise<void> {
		if (this.hasEnded()) return;
		this.signal('SIGTERM');
		await Promise.race([this.ended, pause(graceMs, undefined, { ref: false })]);
		if (!this.hasEnded()) {
			this.signal('SIGKILL');
			await this.ended;
		}
	}

	readonly kill = (): void => {
		this.signal('SIGKILL');
	};

	private signal(signal: NodeJS.Signals): void {
		const { pid } = this.child;
		if (pid === undefined) return;
		try {
			process.kill(process.platform === 'win32' ? pid : -pid, signal);
		} catch {
			// It has already ended.
		}
	}
}
