import { join } from 'node:path';
import type { Closing } from './closing.mts';
import { installN8n } from './n8nInstall.mts';
import { startN8n, type N8nServer } from './n8nServer.mts';
import { N8nSession, type Login } from './n8nSession.mts';
import { build, installInN8n, pack } from './packedPackage.mts';
import { startPostgres } from './postgres.mts';
import { queueSettings, startRedis, type QueueServices } from './queueServices.mts';

interface Preparation {
	/** Everything is stored here. */
	folder: string;
	login: Login;
	/** Stops what was started. */
	closing: Closing;
	say: (progress: string) => void;
}

export interface PreparedN8n {
	server: N8nServer;
	session: N8nSession;
}

export interface QueuedN8n {
	session: N8nSession;
	workers: N8nServer[];
	/** n8n's webhook processor, which receives webhooks in addition to the main process. */
	webhookProcessor: N8nServer;
}

/** Prepares a new n8n with this package installed and a logged-in user. */
export async function prepareN8n(
	options: Preparation & { preferredPort?: number },
): Promise<PreparedN8n> {
	const { login, preferredPort, say } = options;
	const start = await prepareStart(options);
	say('Starting n8n');
	const server = await start('n8n-user', { preferredPort });
	return { server, session: await N8nSession.asNewOwner(server.url, login) };
}

/**
 * Starts n8n's queue mode: main process, two workers and a webhook processor, each with its own folder and this
 * package, with a new PostgreSQL and a new Redis.
 */
export async function startQueuedN8n(
	options: Preparation & { services: QueueServices },
): Promise<QueuedN8n> {
	const { folder, services, login, closing, say } = options;
	const start = await prepareStart(options);
	say('Starting PostgreSQL and Redis');
	const postgres = await startPostgres(services.postgresPrograms, join(folder, 'postgres'));
	closing.add(() => postgres.stop());
	const redis = await startRedis(services.redisServer, join(folder, 'redis'));
	closing.add(() => redis.stop());
	const settings = queueSettings(postgres, redis);
	say('Starting n8n: the main process');
	const main = await start('main', { settings });
	const session = await N8nSession.asNewOwner(main.url, login);
	say('Starting n8n: two workers and a webhook processor');
	const [first, second, webhookProcessor] = await Promise.all([
		start('worker-1', { command: 'worker', settings }),
		start('worker-2', { command: 'worker', settings }),
		start('webhook-processor', { command: 'webhook', settings }),
	]);
	return { session, workers: [first, second], webhookProcessor };
}

/** Installs n8n and packs the package. Returns a function that starts an n8n with the package in it. */
async function prepareStart({ folder, closing, say }: Preparation) {
	const installation = await installN8n();
	say('Building and packing the package');
	await build();
	const packed = await pack(join(folder, 'package'));

	type Options = Omit<Parameters<typeof startN8n>[0], 'installation' | 'userFolder'>;
	return async (name: string, options: Options): Promise<N8nServer> => {
		// n8n unpacks its editor here; linters and test runners ignore node_modules.
		const userFolder = join(folder, 'node_modules', name);
		await installInN8n(packed, userFolder);
		const server = await startN8n({ ...options, installation, userFolder });
		closing.add(() => server.stop());
		return server;
	};
}
