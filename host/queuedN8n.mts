import { join } from 'node:path';
import type { Closing } from './closing.mts';
import { installN8n } from './n8nInstall.mts';
import { startN8n, type N8nServer } from './n8nServer.mts';
import { N8nSession, type Login } from './n8nSession.mts';
import { build, installInN8n, pack } from './packedPackage.mts';
import { startPostgres } from './postgres.mts';
import type { QueueServices } from './queueServices.mts';
import { queueSettings } from './queueSettings.mts';
import { startRedis } from './redis.mts';

export interface QueuedN8n {
	session: N8nSession;
	workers: N8nServer[];
	/** n8n's webhook processor, which receives webhooks in addition to the main process. */
	webhookProcessor: N8nServer;
}

/**
 * Starts n8n's queue mode: main process, two workers and a webhook processor, each with its own folder and this
 * package, with a new PostgreSQL and a new Redis.
 */
export async function startQueuedN8n(options: {
	folder: string;
	services: QueueServices;
	login: Login;
	closing: Closing;
	say: (progress: string) => void;
}): Promise<QueuedN8n> {
	const { folder, services, login, closing, say } = options;
	const installation = await installN8n();
	say('Building and packing the package');
	await build();
	const packed = await pack(join(folder, 'package'));

	say('Starting PostgreSQL and Redis');
	const postgres = await startPostgres(services.postgresPrograms, join(folder, 'postgres'));
	closing.add(() => postgres.stop());
	const redis = await startRedis(services.redisServer, join(folder, 'redis'));
	closing.add(() => redis.stop());
	const settings = queueSettings(postgres, redis);

	const start = async (name: string, command: 'start' | 'worker' | 'webhook') => {
		// n8n unpacks its editor here; linters and test runners ignore node_modules.
		const userFolder = join(folder, 'node_modules', name);
		await installInN8n(packed, userFolder);
		const server = await startN8n({ installation, userFolder, command, settings });
		closing.add(() => server.stop());
		return server;
	};
	say('Starting n8n: the main process');
	const main = await start('main', 'start');
	const session = await N8nSession.asNewOwner(main.url, login);
	say('Starting n8n: two workers and a webhook processor');
	const [first, second, webhookProcessor] = await Promise.all([
		start('worker-1', 'worker'),
		start('worker-2', 'worker'),
		start('webhook-processor', 'webhook'),
	]);
	return { session, workers: [first, second], webhookProcessor };
}
