import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Closing } from '../host/closing.mts';
import { Failure } from '../host/failure.mjs';
import { freePort } from '../host/freePort.mts';
import { N8nApi } from '../host/n8nApi.mts';
import { installN8n, type N8nInstallation } from '../host/n8nInstall.mts';
import { startN8n, type N8nServer } from '../host/n8nServer.mts';
import { N8nSession } from '../host/n8nSession.mts';
import { root } from '../host/places.mts';
import { build, installInN8n, pack, type PackedPackage } from '../host/packedPackage.mts';
import type { JsonObject } from '../host/shape.mts';
import type { CredentialReference } from '../host/workflowFile.mts';
import { median } from './figures.mts';
import {
	processorSeconds,
	processTree,
	residentBytes,
	resetPeak,
	watchOthers,
} from './processes.mts';
import { publish, run, WARM_UP_SECONDS, type RunningN8n } from './publishedRow.mts';
import { SimulatorProcess, unlimited, type SimulatorSize } from './simulatorProcess.mts';
import type { Step } from './steps.mts';

const WARM_UP_ROWS = 1000;
const OVERHEAD_RUNS = 3;
const IDLE_STARTS = 3;
/** Time for n8n to finish its startup work. */
const SETTLING_MS = 15_000;
/** A measurement starts when other programs use less than this share of the processor, or after a minute. */
const QUIET = 0.05;
const QUIET_SECONDS = 60;

/** A simulator, its base URL, and the credential for it in n8n. */
export interface Account {
	simulator: SimulatorProcess;
	baseUrl: string;
	reference: CredentialReference;
}

/** A way of doing the measured work. */
export interface Subject {
	name: string;
	/** Nodes that create the input items. Their time is not counted. */
	before?: (account: Account) => Step[];
	work?: (account: Account) => Step[];
	/** A node that reduces the output to one item. */
	end?: Step;
	/** Whether n8n saves the execution with all data, as by default. */
	saved?: boolean;
	/** Another base URL of the same simulator. */
	via?: Account;
	/** Settings of n8n for this subject. */
	settings?: Record<string, string>;
	/** A client outside n8n, for which only the time is measured. */
	outside?: (account: Account) => Promise<JsonObject>;
}

/** The figures are NaN if the run failed. */
export interface Trial {
	/** Excludes the time of the same workflow without the work. */
	seconds: number;
	/** Peak memory above that of an idle n8n. */
	bytes: number;
	/** Processor time of n8n, seconds. */
	processor: number;
	result?: JsonObject;
	failure?: string;
}

export interface TrialOptions {
	/** Timeout of the run in seconds. */
	bound: number;
	/** Number of warm-up runs with 1,000 rows. */
	warmUps?: number;
	/** The last step before the start. */
	justBefore?: () => Promise<void>;
}

/** Nodes only for the benchmark; n8n loads them as custom nodes. */
const ownNodes = join(root, 'bench', 'nodes');

/** A real n8n with the packed package, started afresh for each measurement, and accounts to measure with. */
export class Laboratory {
	/** Share of the processor that other programs used during each measurement, 0 to 1. */
	readonly others: number[] = [];
	/** For trying cases: skips everything that only makes the figures reliable. */
	quick = false;
	private readonly simulators = new Set<SimulatorProcess>();
	private running: N8nServer | undefined;
	private cookie: string | undefined;
	private warmUpAccount: Account | undefined;
	private idleBytes: number | undefined;

	private constructor(
		readonly folder: string,
		readonly installation: N8nInstallation,
		readonly packed: PackedPackage,
		private readonly port: number,
	) {}

	static async open(folder: string, closing: Closing): Promise<Laboratory> {
		const installation = await installN8n();
		await build();
		const packed = await pack(join(folder, 'package'));
		const laboratory = new Laboratory(folder, installation, packed, await freePort());
		await installInN8n(packed, laboratory.userFolder);
		const custom = join(laboratory.userFolder, '.n8n', 'custom');
		mkdirSync(custom);
		for (const file of readdirSync(ownNodes)) {
			copyFileSync(join(ownNodes, file), join(custom, file.replace('.cjs', '.node.js')));
		}
		mkdirSync(join(folder, 'logs'));
		closing.add(() => laboratory.close());
		return laboratory;
	}

	get packageFolder(): string {
		return join(this.userFolder, '.n8n', 'nodes', 'node_modules', this.packed.name);
	}

	/** Runs `work` with a separate account. */
	async withAccount<T>(size: SimulatorSize, work: (account: Account) => Promise<T>): Promise<T> {
		const account = await this.openAccount(size);
		try {
			return await work(account);
		} finally {
			this.simulators.delete(account.simulator);
			await account.simulator.stop();
		}
	}

	/** Runs a subject once, in a newly started n8n after small warm-up runs. */
	async trial(account: Account, subject: Subject, options: TrialOptions): Promise<Trial> {
		const { before = () => [], work = () => [], end, saved = false, via, outside } = subject;
		const { bound, justBefore } = options;
		const warmUps = this.quick ? 1 : (options.warmUps ?? 10);
		if (outside) return await this.trialOutside(account, outside);
		const row = (of: Account) => [...before(of), ...work(of), ...(end ? [end] : [])];
		this.warmUpAccount ??= await this.openAccount({
			keys: WARM_UP_ROWS,
			latencyMs: 0,
			requestsPerMinute: unlimited,
		});
		const idleBytes = await this.memoryWhenIdle();
		const n8n = await this.freshN8n(subject.settings);
		const small = await publish(n8n, row(this.warmUpAccount), saved);
		const empty = await publish(n8n, [...before(account), ...(end ? [end] : [])], saved);
		const full = await publish(n8n, row(via ?? account), saved);

		for (let run = 1; run <= warmUps; run++) await succeed(small);
		const overheads: number[] = [];
		while (overheads.length < OVERHEAD_RUNS) overheads.push((await succeed(empty)).seconds);
		await account.simulator.reset();
		if (!this.quick) await pause(SETTLING_MS);
		await this.quiet();
		await justBefore?.();

		const othersOf = watchOthers();
		const processes = processTree(n8n.server.pid);
		resetPeak(processes);
		const used = processorSeconds(processes);
		const { seconds, result, failure } = await run(n8n.server, full, bound);
		this.others.push(othersOf());
		if (failure !== undefined) return { seconds: NaN, bytes: NaN, processor: NaN, failure };
		return {
			seconds: seconds - median(overheads),
			bytes: residentBytes(processes, 'VmHWM') - idleBytes,
			processor: processorSeconds(processes) - used,
			result,
		};

		async function succeed(url: string) {
			const outcome = await run(n8n.server, url, WARM_UP_SECONDS);
			if (outcome.failure === undefined) return outcome;
			throw new Failure(`A workflow that must succeed failed: ${outcome.failure}`);
		}
	}

	/** Measures while the machine is idle, and records the load of other programs. */
	async watched<T>(work: () => Promise<T>): Promise<T> {
		await this.quiet();
		const othersOf = watchOthers();
		const result = await work();
		this.others.push(othersOf());
		return result;
	}

	/** Waits up to a minute until other programs are idle. */
	private async quiet(): Promise<void> {
		if (this.quick) return;
		for (const deadline = Date.now() + QUIET_SECONDS * 1000; Date.now() < deadline; ) {
			const othersOf = watchOthers();
			await pause(2000);
			if (othersOf() < QUIET) return;
		}
	}

	private async trialOutside(
		account: Account,
		client: NonNullable<Subject['outside']>,
	): Promise<Trial> {
		await this.running?.stop();
		await account.simulator.reset();
		let started = NaN;
		const result = await this.watched(() => {
			started = performance.now();
			return client(account);
		});
		const seconds = (performance.now() - started) / 1000;
		return { seconds, bytes: NaN, processor: NaN, result };
	}

	/** n8n unpacks its editor here; linters and test runners ignore node_modules. */
	private get userFolder(): string {
		return join(this.folder, 'node_modules', 'n8n-user');
	}

	/** Restarts n8n with the same database. */
	async freshN8n(settings?: Record<string, string>): Promise<RunningN8n> {
		await this.running?.stop();
		const { installation, userFolder, port } = this;
		const server = await startN8n({ installation, userFolder, settings, preferredPort: port });
		this.running = server;
		const session = this.cookie
			? new N8nSession(server.url, this.cookie)
			: await N8nSession.asNewOwner(server.url, {
					email: 'bench@example.com',
					password: 'Plugsurfing-1',
				});
		this.cookie = session.cookie;
		return { server, api: new N8nApi(session) };
	}

	/** Returns the median of several starts, because they differ. */
	private async memoryWhenIdle(): Promise<number> {
		if (this.idleBytes !== undefined) return this.idleBytes;
		if (this.quick) return 0;
		const starts: number[] = [];
		while (starts.length < IDLE_STARTS) {
			const { server } = await this.freshN8n();
			await pause(SETTLING_MS);
			starts.push(residentBytes(processTree(server.pid), 'VmRSS'));
		}
		return (this.idleBytes = median(starts));
	}

	private async openAccount(size: SimulatorSize): Promise<Account> {
		const simulator = await SimulatorProcess.start(size, join(this.folder, 'logs'));
		this.simulators.add(simulator);
		return await this.accountAt(simulator, simulator.baseUrl);
	}

	/** Creates an account for a simulator under another base URL. */
	async accountAt(simulator: SimulatorProcess, baseUrl: string): Promise<Account> {
		const { api } = await this.freshN8n();
		const { apiKey } = simulator;
		const reference = await api.createCredential({
			name: `Account at ${baseUrl}`,
			type: 'plugsurfingEmpApi',
			data: { environment: 'custom', baseUrl, apiKey },
		});
		return { simulator, baseUrl, reference };
	}

	private async close(): Promise<void> {
		await this.running?.stop();
		for (const simulator of this.simulators) await simulator.stop();
	}
}
