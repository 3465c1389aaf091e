import { randomBytes } from 'node:crypto';
import type { PostgresServer } from './postgres.mts';
import type { RedisServer } from './redis.mts';

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
