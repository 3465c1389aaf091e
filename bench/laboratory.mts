import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Closing } from '../host/closing.mts';
import { freePort } from '../host/freePort.mts';
import { N8nApi } from '../host/n8nApi.mts';
import { installN8n, type N8nInstallation } from '../host/n8nInstall.mts';
import { startN8n, type N8nServer } from '../host/n8nServer.mts';
import { N8nSession } from '../host/n8nSession.mts';
import { build, installInN8n, pack, type PackedPackage } from '../host/packedPackage.mts';
import { installLeastNode } from './leastNode.mts';
import { median } from './median.mts';
import { childRunning, descendants, together } from './memory.mts';
import { SimulatorProcess, unlimited, type SimulatorSize } from './simulatorProcess.mts';
import type { Account } from './subject.mts';

/** Enough for the code to have run before it is measured, too little to fill n8n's memory. */
const warmUpRows = 1000;
const idleStarts = 3;
/** After so long n8n has done what it does at its start. */
const idleMs = 15_000;

export interface RunningN8n {
	server: N8nServer;
	api: N8nApi;
}

/** A real n8n with the packed package, started afresh for each measurement, and accounts to measure with. */
export class Laboratory {
	/** Shares of the machine that others took while something was measured. */
	readonly disturbances: number[] = [];
	private readonly simulators = new Set<SimulatorProcess>();
	private readonly idle: number[] = [];
	private running: N8nServer | undefined;
	private cookie: string | undefined;
	private warmUp: Account | undefined;

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
		installLeastNode(laboratory.userFolder);
		mkdirSync(join(folder, 'logs'));
		closing.add(() => laboratory.close());
		return laboratory;
	}

	get packageFolder(): string {
		return join(this.userFolder, '.n8n', 'nodes', 'node_modules', this.packed.name);
	}

	/** n8n unpacks its editor here: below a node_modules no linter or test runner looks at it. */
	get userFolder(): string {
		return join(this.folder, 'node_modules', 'n8n-user');
	}

	/** Stops the n8n that runs and starts one with an empty memory and the same database. */
	async freshN8n(): Promise<RunningN8n> {
		await this.running?.stop();
		const { installation, userFolder, port } = this;
		const server = await startN8n({ installation, userFolder, preferredPort: port });
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

	/** Runs `work` with an account of its own. */
	async withAccount<T>(size: SimulatorSize, work: (account: Account) => Promise<T>): Promise<T> {
		const account = await this.openAccount(size);
		try {
			return await work(account);
		} finally {
			this.simulators.delete(account.simulator);
			await account.simulator.stop();
		}
	}

	/** The small account that each workflow runs with once before it is measured. */
	async warmUpAccount(): Promise<Account> {
		this.warmUp ??= await this.openAccount({
			keys: warmUpRows,
			orders: warmUpRows,
			latencyMs: 0,
			requestsPerMinute: unlimited,
		});
		return this.warmUp;
	}

	/** The main process of the n8n that runs and those that it has started. */
	processes(): number[] {
		const main = childRunning(this.installation.n8n);
		return [main, ...descendants(main)];
	}

	/** Memory of an n8n that has nothing to do. It differs from start to start: the median of some. */
	async idleBytes(): Promise<number> {
		if (this.idle.length === 0) {
			for (let start = 1; start <= idleStarts; start++) {
				await this.freshN8n();
				await pause(idleMs);
				this.idle.push(together(this.processes()));
			}
		}
		return median(this.idle);
	}

	private async openAccount(size: SimulatorSize): Promise<Account> {
		const simulator = await SimulatorProcess.start(size, join(this.folder, 'logs'));
		this.simulators.add(simulator);
		const { api } = await this.freshN8n();
		const { baseUrl, apiKey } = simulator;
		const reference = await api.createCredential({
			name: `Account at ${baseUrl}`,
			type: 'plugsurfingEmpApi',
			data: { environment: 'custom', baseUrl, apiKey },
		});
		return { simulator, reference };
	}

	private async close(): Promise<void> {
		await this.running?.stop();
		for (const simulator of this.simulators) await simulator.stop();
	}
}
