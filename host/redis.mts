import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './freePort.mts';
import { listensAt } from './listensAt.mts';
import { startForeignServer } from './serverProcess.mts';

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
