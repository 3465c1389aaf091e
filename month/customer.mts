import { randomBytes } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Closing } from '../host/closing.mts';
import { capture } from '../host/command.mts';
import { DataTables } from '../host/dataTables.mts';
import { explain } from '../host/failure.mjs';
import type { Execution } from '../host/execution.mts';
import { N8nApi, type SavedWorkflow } from '../host/n8nApi.mts';
import { installN8n } from '../host/n8nInstall.mts';
import { startN8n, type N8nServer } from '../host/n8nServer.mts';
import { N8nSession, type Login } from '../host/n8nSession.mts';
import { build, installInN8n, pack, unpack, type PackedPackage } from '../host/packedPackage.mts';
import { root } from '../host/places.mts';
import { startPostgres, type PostgresServer } from '../host/postgres.mts';
import {
	databaseSettings,
	queueSettings,
	startRedis,
	type QueueServices,
	type RedisServer,
} from '../host/queueServices.mts';
import { objectAt, textAt, type JsonObject } from '../host/shape.mts';
import { withCredential } from '../host/workflowFile.mts';
import { startReverseProxy } from './reverseProxy.mts';
import { OWN_WEBHOOK } from './ownWebhook.mts';
import { customersWorkflow, WORKFLOW_NAMES, type WorkflowName } from './workflows.mts';

const login: Login = { email: 'month@example.com', password: 'Plugsurfing-1' };
const WORKERS = ['worker-1', 'worker-2'];
const clockAhead = pathToFileURL(join(root, 'month', 'clockAhead.mjs')).href;

export interface CustomerOptions {
	folder: string;
	services: QueueServices;
	/** Data of the customer's credential. */
	credential: JsonObject;
	daySeconds: number;
	drivers: number;
	/** Environment variables of n8n. */
	settings: Record<string, string>;
	receiverUrl: string;
	/** The language model that the customer's agent uses. */
	modelUrl: string;
	closing: Closing;
	/** Takes what happens to the customer's processes. */
	note: (what: string) => void;
}

/** A customer: a full n8n with PostgreSQL, in which only ready-made workflows of this package run. */
export class Customer {
	/** By the name of the process; `main` is n8n itself. */
	private readonly servers = new Map<string, N8nServer>();
	private readonly workflows = new Map<WorkflowName, SavedWorkflow>();
	private webhooks = new Map<WorkflowName, string>();
	private ownWebhook: SavedWorkflow | undefined;
	private redis: RedisServer | undefined;
	private session: N8nSession | undefined;
	/** Where Plugsurfing and the drivers find n8n. */
	private publicUrl = '';
	private isClosing = false;
	private launches = 0;
	private hoursAhead = 0;
	/** One intervention at a time. */
	private intervention: Promise<void> = Promise.resolve();

	private constructor(
		private readonly options: CustomerOptions,
		private packed: PackedPackage,
		private readonly postgres: PostgresServer,
		private readonly settings: Record<string, string>,
	) {}

	static async start(options: CustomerOptions): Promise<Customer> {
		await build();
		const packed = await pack(join(options.folder, 'package'));
		writeFileSync(hoursFile(options), '0');
		const postgres = await startPostgres(
			options.services.postgresPrograms,
			join(options.folder, 'postgres'),
		);
		options.closing.add(() => postgres.stop());
		const settings = {
			...databaseSettings(postgres),
			// n8n's default of 2 connections makes webhooks wait for each other, until they fail.
			DB_POSTGRESDB_POOL_SIZE: '10',
			N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
			NODE_OPTIONS: `--import=${clockAhead}`,
			MONTH_HOURS_AHEAD: hoursFile(options),
			...options.settings,
		};
		const customer = new Customer(options, packed, postgres, settings);
		options.closing.add(() => customer.close());
		await customer.launch('main');
		const port = Number(new URL(customer.url).port);
		customer.publicUrl = await startReverseProxy(options.folder, port, options.closing);
		customer.session = await N8nSession.asNewOwner(customer.url, login);
		await customer.publish();
		return customer;
	}

	get url(): string {
		const server = this.servers.get('main');
		if (!server) throw new Error('n8n does not run');
		return server.url;
	}

	get tables(): DataTables {
		return new DataTables(this.loggedIn);
	}

	webhook(name: WorkflowName): string {
		return this.publicUrl + (this.webhooks.get(name) ?? '');
	}

	/** Runs a workflow from one of its triggers, as its owner does in the editor. */
	async run(name: WorkflowName, trigger: string): Promise<Execution> {
		const workflow = this.workflows.get(name);
		if (!workflow) throw new Error(`There is no workflow ${name}`);
		return await new N8nApi(this.loggedIn).run(workflow, trigger, 240);
	}

	/** Kills one of n8n's processes (SIGKILL) and starts it again, as a supervisor does. */
	kill(fraction: number): Promise<void> {
		return this.intervene(async () => {
			const names = [...this.servers.keys()];
			const name = names[Math.floor(fraction * names.length)] ?? 'main';
			this.options.note(`${name} killed`);
			await this.replace(name, (server) => server.kill());
		});
	}

	/** Stops all of n8n's processes and starts them again. */
	restart(): Promise<void> {
		return this.intervene(() => this.restartAll('n8n restarts'));
	}

	/** Restarts with a new version of the package. */
	update(): Promise<void> {
		return this.intervene(async () => {
			this.packed = await nextVersion(this.packed, join(this.options.folder, 'update'));
			await this.restartAll(`n8n restarts with version ${this.packed.version}`);
		});
	}

	private async restartAll(what: string): Promise<void> {
		this.options.note(what);
		for (const name of this.servers.keys()) await this.replace(name, (server) => server.stop());
	}

	restartDatabase(): Promise<void> {
		return this.intervene(async () => {
			this.options.note('PostgreSQL restarts');
			await this.postgres.restart();
			this.options.note('PostgreSQL is back');
		});
	}

	/** Blocks writes to the table of executions, as a backup or maintenance does. */
	lockDatabase(seconds: number): Promise<void> {
		return this.intervene(async () => {
			this.options.note(`PostgreSQL locked for ${seconds} s`);
			await this.postgres.execute(
				`BEGIN; LOCK TABLE execution_entity IN EXCLUSIVE MODE; SELECT pg_sleep(${seconds}); COMMIT;`,
			);
			this.options.note('PostgreSQL unlocked');
		});
	}

	/** From now on with two workers. */
	useQueue(): Promise<void> {
		return this.intervene(async () => {
			this.options.note('n8n moves to queue mode');
			const { services, folder, closing } = this.options;
			this.redis = await startRedis(services.redisServer, join(folder, 'redis'));
			const { redis } = this;
			closing.add(() => redis.stop());
			await this.replace('main', (server) => server.stop());
			for (const name of WORKERS) await this.launch(name);
		});
	}

	/** An hour goes by for n8n, which lasts a second. */
	async passAnHour(): Promise<void> {
		writeFileSync(hoursFile(this.options), String(++this.hoursAhead));
		await pause(1000);
	}

	/** Resolves when all interventions are over. */
	async settled(): Promise<void> {
		await this.intervention;
	}

	/** Executions by status, as n8n counts them. */
	async executions(): Promise<string> {
		return (
			await this.postgres.execute(
				'SELECT w.name, e.status, count(*) FROM execution_entity e JOIN workflow_entity w ON w.id = e."workflowId" GROUP BY 1, 2 ORDER BY 1, 2',
			)
		).trim();
	}

	private async close(): Promise<void> {
		this.isClosing = true;
		await Promise.all([...this.servers.values()].map((server) => server.stop()));
	}

	private intervene(action: () => Promise<void>): Promise<void> {
		this.intervention = this.intervention.then(action);
		return this.intervention;
	}

	private get loggedIn(): N8nSession {
		if (!this.session) throw new Error('The customer is not logged in yet');
		return this.session;
	}

	private async replace(name: string, end: (server: N8nServer) => Promise<void>): Promise<void> {
		const server = this.servers.get(name);
		if (!server) return;
		const { port } = new URL(server.url);
		this.servers.set(name, { ...server, pid: 0 });
		await end(server);
		await this.launch(name, Number(port));
		this.options.note(`${name} is back`);
	}

	private async launch(name: string, preferredPort?: number): Promise<void> {
		const { folder } = this.options;
		// n8n unpacks its editor here: below a node_modules no linter or test runner looks at it.
		const userFolder = join(folder, 'node_modules', name);
		await installInN8n(this.packed, userFolder);
		const queue = this.redis ? queueSettings(this.postgres, this.redis) : {};
		const start = async () =>
			await startN8n({
				installation: await installN8n(),
				userFolder,
				command: name === 'main' ? 'start' : 'worker',
				settings: { ...queue, ...this.settings },
				...(preferredPort === undefined ? {} : { preferredPort }),
			});
		// n8n 2.41 can end while it recovers executions that a kill left without a start time. A supervisor tries again.
		const server = await start().catch((error: unknown) => {
			this.options.note(`${name} did not start: ${explain(error).slice(-300)}`);
			return start();
		});
		this.servers.set(name, server);
		const launch = ++this.launches;
		void server.ended.then(async () => {
			copyFileSync(server.logFile, join(folder, `${name}-${launch}.log`));
			if (this.isClosing || this.servers.get(name) !== server) return;
			this.options.note(`${name} has ended by itself`);
			await this.intervene(() => this.replace(name, () => Promise.resolve()));
		});
	}

	private async publish(): Promise<void> {
		const api = new N8nApi(this.loggedIn);
		const { credential, modelUrl } = this.options;
		const name = 'Plugsurfing EMP account';
		const reference = await api.createCredential({
			name,
			type: 'plugsurfingEmpApi',
			data: credential,
		});
		const openAiApi = await api.createCredential({
			name: 'Model account',
			type: 'openAiApi',
			data: { apiKey: 'none', url: modelUrl, header: false },
		});
		for (const workflow of WORKFLOW_NAMES) {
			const content = customersWorkflow(workflow, this.options, openAiApi);
			const saved = await api.createWorkflow(withCredential(content, reference));
			this.workflows.set(workflow, saved);
			const trigger = content.nodes.find((node) => 'webhookId' in node);
			if (trigger) {
				const id = textAt(trigger, 'webhookId');
				const path =
					workflow === 'starts'
						? 'start-session'
						: `${id}/${workflow === 'assistant' ? 'chat' : 'webhook'}`;
				this.webhooks.set(workflow, `/webhook/${path}`);
			}
		}
		this.ownWebhook = await api.createWorkflow(OWN_WEBHOOK.workflow);
		await api.run(this.ownWebhook, OWN_WEBHOOK.trigger);
		await this.run('records', 'Make the tables once');
		await this.run('authorization', 'Make the table once');
		// Makes the table of keys.
		await this.run('sync', 'Start by hand');
	}

	/** Publishes what has triggers, so that it runs. */
	async goLive(): Promise<void> {
		const api = new N8nApi(this.loggedIn);
		for (const [name, workflow] of this.workflows) {
			if (name !== 'statement') await api.publish(workflow);
		}
		if (this.ownWebhook) await api.publish(this.ownWebhook);
		await pause(1000);
	}
}

function hoursFile({ folder }: Pick<CustomerOptions, 'folder'>): string {
	return join(folder, 'hours-ahead.txt');
}

/** The same package under the next version, packed as it would be published. */
async function nextVersion(packed: PackedPackage, folder: string): Promise<PackedPackage> {
	const contents = join(folder, 'package');
	await unpack(packed.tarball, contents);
	const file = join(contents, 'package.json');
	const manifest = objectAt(JSON.parse(readFileSync(file, 'utf8')));
	const version = packed.version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
	writeFileSync(file, JSON.stringify({ ...manifest, version }, null, 2));
	const tarball = join(folder, `update-${version}.tgz`);
	await capture('tar', ['-czf', tarball, '-C', folder, 'package'], folder);
	return { ...packed, version, tarball };
}
