import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from './command.mts';
import { freePort } from './freePort.mts';
import { startForeignServer } from './serverProcess.mts';

/** Whom Debian's package makes for it: PostgreSQL refuses to run as root. */
const account = 'postgres';
const user = 'n8n';

export interface PostgresServer {
	port: number;
	database: string;
	user: string;
	password: string;
	/** Stops it and starts it again with its data, on the same port. */
	restart: () => Promise<void>;
	/** Runs SQL, and returns what psql prints. */
	execute: (sql: string) => Promise<string>;
	stop: () => Promise<void>;
}

/** A new PostgreSQL on a loopback port of its own. Its log stays in `folder`, its data does not outlive it. */
export async function startPostgres(programs: string, folder: string): Promise<PostgresServer> {
	mkdirSync(folder, { recursive: true });
	const state = stateFolder(folder);
	rmSync(state, { recursive: true, force: true });
	mkdirSync(state, { mode: 0o700 });
	const password = randomBytes(16).toString('hex');
	const passwordFile = join(state, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (isRoot()) await capture('chown', ['-R', `${account}:`, state], folder);

	const data = join(state, 'data');
	const [initdb, ...initArgs] = asAccount(join(programs, 'initdb'), [
		...['--pgdata', data, '--username', user, '--pwfile', passwordFile],
		...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
	]);
	await capture(initdb, initArgs, state);

	const port = await freePort();
	const [postgres, ...postgresArgs] = asAccount(join(programs, 'postgres'), [
		...['-D', data, '-h', '127.0.0.1', '-p', String(port)],
		// No socket in a folder of the system's.
		...['-c', 'unix_socket_directories='],
	]);
	const start = () =>
		startForeignServer({
			name: 'PostgreSQL',
			file: postgres,
			args: postgresArgs,
			cwd: state,
			logFile: join(folder, 'postgres.log'),
			startSeconds: 60,
			isReady: () => accepts(join(programs, 'pg_isready'), port, folder),
		});
	let server = await start();
	return {
		port,
		database: 'postgres',
		user,
		password,
		restart: async () => {
			// Without -m fast it would wait until n8n has disconnected.
			const [pgCtl, ...stopArgs] = asAccount(join(programs, 'pg_ctl'), [
				...['stop', '-D', data, '-m', 'fast'],
			]);
			await capture(pgCtl, stopArgs, state);
			await server.ended;
			server = await start();
		},
		execute: (sql) =>
			capture(
				join(programs, 'psql'),
				[...['-h', '127.0.0.1', '-p', String(port), '-U', user, '-At'], ...['-c', sql, 'postgres']],
				folder,
				{ PGPASSWORD: password },
			),
		stop: async () => {
			await server.stop();
			rmSync(state, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

/**
 * Not in the checkout, which may lie where only root gets to. The name is the checkout's, so that a run takes away what
 * one that was killed has left.
 */
function stateFolder(folder: string): string {
	const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12);
	return join(tmpdir(), `n8n-nodes-plugsurfing-emp-postgres-${hash}`);
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/** setpriv takes the place of itself with the program, so that signals reach that one. */
function asAccount(file: string, args: string[]): [string, ...string[]] {
	if (!isRoot()) return [file, ...args];
	const as = [`--reuid=${account}`, `--regid=${account}`, '--init-groups'];
	return ['setpriv', ...as, file, ...args];
}

async function accepts(pgIsReady: string, port: number, cwd: string): Promise<boolean> {
	return await capture(pgIsReady, ['-h', '127.0.0.1', '-p', String(port)], cwd).then(
		() => true,
		() => false,
	);
}
