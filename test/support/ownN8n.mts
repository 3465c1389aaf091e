import { join } from 'node:path';
import { N8nApi } from '../../host/n8nApi.mts';
import { installN8n } from '../../host/n8nInstall.mts';
import { startN8n, type N8nServer } from '../../host/n8nServer.mts';
import { N8nSession } from '../../host/n8nSession.mts';
import { installInN8n, installWithNpm, pack } from '../../host/packedPackage.mts';
import { e2eFolder } from '../../host/places.mts';
import { arrayAt, at, textAt } from '../../host/shape.mts';

const login = { email: 'e2e@example.com', password: 'Plugsurfing-1' };
const atOnce = 100;

/** A test's own n8n with the packed package, which can be restarted. */
export class OwnN8n {
	readonly api: N8nApi;

	private constructor(
		readonly session: N8nSession,
		private readonly userFolder: string,
		private readonly settings: Record<string, string>,
		private server: N8nServer,
	) {
		this.api = new N8nApi(session);
	}

	/**
	 * @param settings of n8n, in addition to those of every n8n here
	 * @param tarball the package to install, if it is not the current one
	 */
	static async start(
		name: string,
		settings: Record<string, string> = {},
		tarball?: string,
	): Promise<OwnN8n> {
		const folder = join(e2eFolder, name);
		const userFolder = join(folder, 'node_modules', 'n8n-user');
		const installation = await installN8n();
		if (tarball) await installWithNpm(tarball, userFolder);
		else await installInN8n(await pack(join(folder, 'package')), userFolder);
		const server = await startN8n({ installation, userFolder, settings });
		return new OwnN8n(await N8nSession.asNewOwner(server.url, login), userFolder, settings, server);
	}

	get url(): string {
		return this.session.url;
	}

	/** Its SQLite database. */
	get databaseFile(): string {
		return join(this.userFolder, '.n8n', 'database.sqlite');
	}

	/** Kills it and starts it again with its data. */
	async crash(): Promise<void> {
		await this.server.kill();
		await this.restart();
	}

	/** Stops it, does something in the meantime, and starts it again with its data. */
	async restart(meanwhile: () => unknown = () => undefined): Promise<void> {
		await this.server.stop();
		await meanwhile();
		this.server = await startN8n({
			installation: await installN8n(),
			userFolder: this.userFolder,
			settings: this.settings,
			preferredPort: Number(new URL(this.url).port),
		});
		expect(this.server.url).toBe(this.url);
	}

	/** Installs the current package over the one it has, as the README says, while n8n is stopped. */
	async upgrade(meanwhile: () => unknown): Promise<void> {
		await this.restart(async () => {
			const { tarball } = await pack(join(e2eFolder, 'upgrade-package'));
			await installWithNpm(tarball, this.userFolder);
			await meanwhile();
		});
	}

	stop(): Promise<void> {
		return this.server.stop();
	}

	/** The ids of all executions of a workflow, oldest first. */
	async executionIds(workflow: { id: string }): Promise<string[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
		const ids: string[] = [];
		for (let cursor: unknown = ''; typeof cursor === 'string'; ) {
			const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
			const page = await this.session.get(
				`/rest/executions?limit=${atOnce}&filter=${filter}${from}`,
			);
			ids.push(...arrayAt(page, 'results').map((execution) => textAt(execution, 'id')));
			cursor = at(page, 'nextCursor');
		}
		return [...new Set(ids)].reverse();
	}

	/** The output of the trigger of each execution, oldest first. */
	async started(workflow: { id: string }, trigger: string): Promise<unknown[][]> {
		const outputs: unknown[][] = [];
		for (const id of await this.executionIds(workflow)) {
			outputs.push((await this.api.finished(id)).items(trigger));
		}
		return outputs;
	}

	/** The URL of a trigger that n8n has registered, of a published workflow or of a test. */
	async webhookUrl(workflow: { id: string }, kind: 'webhook' | 'webhook-test'): Promise<string> {
		const saved = await this.session.get(`/rest/workflows/${workflow.id}`);
		const node = arrayAt(saved, 'nodes').find((candidate) => at(candidate, 'webhookId'));
		return `${this.url}/${kind}/${textAt(node, 'webhookId')}/webhook`;
	}
}
