import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from './command.mts';
import { freePort } from './freePort.mts';
import { startForeignServer } from './serverProcess.mts';

/** Account created by Debian's package, because PostgreSQL does not run as root. */
const account = 'postgres';
const user = 'n8n';

export interface PostgresServer {
	port: number;
	database: string;
	user: string;
	password: string;
	/** Restarts it with its data on the same port. */
	restart: () => Promise<void>;
	/** Runs SQL and returns the output of psql. */
	execute: (sql: string) => Promise<string>;
	stop: () => Promise<void>;
}

/** Starts a new PostgreSQL on a free loopback port. Its log stays in `folder`; its data is deleted at the end. */
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
		// No socket in a system folder.
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
 * Returns a folder outside the checkout, which may be accessible only to root. The name depends on the
 * checkout, so that the next run removes the folder of a killed one.
 */
function stateFolder(folder: string): string {
	const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12);
	return join(tmpdir(), `n8n-nodes-plugsurfing-emp-postgres-${hash}`);
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/**
 * Returns a command that runs as the account. setpriv replaces itself with the program, so that it receives
 * signals.
 */
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
