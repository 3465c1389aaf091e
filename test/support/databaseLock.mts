import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { installN8n } from '../../host/n8nInstall.mts';

/** Needs the SQLite of n8n's own Node. Ends with this process, even if the test is killed. */
const script = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1], { timeout: 60000 });
	process.stdin.on('end', () => process.exit()).resume();
	database.exec('BEGIN IMMEDIATE');
	console.log('locked');
	setTimeout(() => { database.exec('ROLLBACK'); process.exit(); }, Number(process.argv[2]));
`;

/** Keeps n8n from writing to its SQLite database for `ms`, as a backup or a slow disk does. */
export async function lockDatabase(file: string, ms: number): Promise<void> {
	const { node } = await installN8n();
	const locker = spawn(node, ['--no-warnings', '-e', script, file, String(ms)], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const [code] = (await once(locker, 'exit')) as [number | null];
	if (code !== 0) throw new Error(`The database was not locked: ${String(code)}`);
}
