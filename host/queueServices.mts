import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './aptPackages.mts';
import { explain } from './failure.mjs';

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
	const inPath = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
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
