import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Closing } from './closing.mts';
import { Failure } from './failure.mjs';
import { installN8n } from './n8nInstall.mts';
import { startN8n, type N8nServer } from './n8nServer.mts';
import { N8nSession, type Login } from './n8nSession.mts';
import { NpmRegistry } from './npmRegistry.mts';
import { build, pack, type PackedPackage } from './packedPackage.mts';
import { startPostgres } from './postgres.mts';
import type { QueueServices } from './queueServices.mts';
import { queueSettings } from './queueSettings.mts';
import { startRedis } from './redis.mts';

const installSeconds = 120;

export interface QueuedN8n {
	session: N8nSession;
	workers: N8nServer[];
	/** n8n's webhook processor: it takes webhooks in, beside the main process. */
	webhookProcessor: N8nServer;
}

/**
 * n8n's queue mode on this machine: main process, two workers and a webhook processor, each with a folder of its own,
 * over a new PostgreSQL and a new Redis. This package is installed in the main process, as by Settings > Community
 * nodes. Those that run are told by it; the second worker, started later, finds out that it lacks the package.
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

	say('Starting PostgreSQL, Redis and a registry for the package');
	const postgres = await startPostgres(services.postgresPrograms, join(folder, 'postgres'));
	closing.add(() => postgres.stop());
	const redis = await startRedis(services.redisServer, join(folder, 'redis'));
	closing.add(() => redis.stop());
	const registry = await NpmRegistry.start(installation.node, join(folder, 'registry'));
	closing.add(() => registry.stop());
	await registry.publish(packed);
	const settings = {
		...queueSettings(postgres, redis),
		...registry.environment,
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_REINSTALL_MISSING_PACKAGES: 'true',
	};

	const start = async (name: string, command: 'start' | 'worker' | 'webhook') => {
		// n8n unpacks its editor here: below a node_modules no linter or test runner looks at it.
		const userFolder = join(folder, 'node_modules', name);
		const server = await startN8n({ installation, userFolder, command, settings });
		closing.add(() => server.stop());
		return server;
	};
	say('Starting n8n: the main process');
	const main = await start('main', 'start');
	const session = await N8nSession.asNewOwner(main.url, login);
	say('Starting n8n: a worker and a webhook processor');
	const [first, webhookProcessor] = await Promise.all([
		start('worker-1', 'worker'),
		start('webhook-processor', 'webhook'),
	]);
	say('Installing the package, and starting another worker');
	await session.post('/rest/community-packages', { name: packed.name, version: packed.version });
	await Promise.all([first, webhookProcessor].map((server) => untilInstalled(packed, server)));
	const second = await start('worker-2', 'worker');
	await untilInstalled(packed, second);
	return { session, workers: [first, second], webhookProcessor };
}

/** Only its log tells that a process has taken a package in. */
async function untilInstalled({ name }: PackedPackage, { logFile }: N8nServer): Promise<void> {
	const deadline = Date.now() + installSeconds * 1000;
	while (!readFileSync(logFile, 'utf8').includes(`Community package installed: ${name}`)) {
		if (Date.now() > deadline) throw new Failure(`${name} was not installed. See ${logFile}`);
		await pause(250);
	}
}
