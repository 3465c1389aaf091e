import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from './failure.mjs';
import { freePort } from './freePort.mts';
import type { PostgresServer } from './postgres.mts';
import { aptInstall, programFolders } from './programs.mts';
import { listensAt, startForeignServer } from './serverProcess.mts';

/** Debian's folder for the programs of each version, which are not in the PATH. */
const debianVersions = '/usr/lib/postgresql';

/** Programs that n8n's queue mode needs in addition to n8n. */
export interface QueueServices {
	redisServer: string;
	/** The folder with `initdb`, `postgres` and `pg_isready`. */
	postgresPrograms: string;
}

/** Finds the programs. If they are missing, installs them as root on Debian. */
export async function queueServices(): Promise<QueueServices | undefined> {
	const found = find();
	if (found) return found;
	try {
		await aptInstall(['redis-server', 'postgresql'], 'queue mode needs both');
	} catch (error) {
		console.error(explain(error));
	}
	return find();
}

function find(): QueueServices | undefined {
	const inPath = programFolders();
	const redis = inPath.find((folder) => existsSync(join(folder, 'redis-server')));
	const postgres = [...inPath, ...debianFolders()].find((folder) =>
		['initdb', 'postgres', 'pg_isready'].every((program) => existsSync(join(folder, program))),
	);
	if (!redis || !postgres) return undefined;
	return { redisServer: join(redis, 'redis-server'), postgresPrograms: postgres };
}

function debianFolders(): string[] {
	if (!existsSync(debianVersions)) return [];
	return readdirSync(debianVersions).map((version) => join(debianVersions, version, 'bin'));
}

export interface RedisServer {
	port: number;
	password: string;
	stop: () => Promise<void>;
}

/** Starts an in-memory Redis on a free loopback port. */
export async function startRedis(redisServer: string, folder: string): Promise<RedisServer> {
	const port = await freePort();
	const password = randomBytes(16).toString('hex');
	mkdirSync(folder, { recursive: true });
	const configuration = join(folder, 'redis.conf');
	const lines = [
		'bind 127.0.0.1',
		`port ${port}`,
		// Not on the command line, where other users could read it.
		`requirepass ${password}`,
		'save ""',
		'appendonly no',
		'dir .',
	];
	writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });

	const server = await startForeignServer({
		name: 'Redis',
		file: redisServer,
		args: [configuration],
		cwd: folder,
		logFile: join(folder, 'redis.log'),
		startSeconds: 20,
		// Redis is ready when it listens.
		isReady: () => listensAt(port),
	});
	return { port, password, stop: () => server.stop() };
}

/** Returns settings for using this PostgreSQL instead of SQLite. */
export function databaseSettings(
	postgres: Pick<PostgresServer, 'port' | 'database' | 'user' | 'password'>,
): Record<string, string> {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
	};
}

/** Returns the settings of all processes in queue mode, as in docker/queue-mode.yaml. */
export function queueSettings(
	postgres: Parameters<typeof databaseSettings>[0],
	redis: Omit<RedisServer, 'stop'>,
): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
		...databaseSettings(postgres),
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_BULL_REDIS_PASSWORD: redis.password,
	};
}
