import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import axios from 'axios';
import { freePort } from './freePort.mts';
import type { N8nInstallation } from './n8nInstall.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import { leash, startServer } from './serverProcess.mts';

export interface N8nServer {
	url: string;
	pid: number;
	logFile: string;
	/** Settles when n8n has ended, for any reason. */
	ended: Promise<void>;
	stop: () => Promise<void>;
	/** Kills it (SIGKILL). */
	kill: () => Promise<void>;
}

/** Starts n8n with all its state in `userFolder`, and waits until it responds. */
export async function startN8n(options: {
	installation: N8nInstallation;
	userFolder: string;
	/** Which of n8n's processes: `worker` and `webhook` are those of queue mode. */
	command?: 'start' | 'worker' | 'webhook';
	preferredPort?: number;
	/** Additional settings of n8n. */
	settings?: Record<string, string>;
}): Promise<N8nServer> {
	const { installation, userFolder, command = 'start' } = options;
	const port = await freePort(options.preferredPort);
	const brokerPort = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	mkdirSync(join(userFolder, 'files'), { recursive: true });

	const group = await startServer({
		name: command === 'start' ? 'n8n' : `n8n ${command}`,
		file: installation.node,
		args: [...leash, installation.n8n, command],
		cwd: userFolder,
		env: {
			...n8nEnvironment({ userFolder, port, brokerPort }),
			...options.settings,
			PATH: [dirname(installation.node), process.env['PATH']].join(delimiter),
		},
		logFile,
		startSeconds: 120,
		isReady: () => isReady(url),
	});
	const kill = () => {
		group.kill();
		return group.ended;
	};
	return { url, pid: group.pid, logFile, ended: group.ended, stop: () => group.stop(), kill };
}

/** Returns whether n8n is ready: /healthz responds before the routes exist, /healthz/readiness only afterwards. */
async function isReady(url: string): Promise<boolean> {
	const answer = await axios
		.get(`${url}/healthz/readiness`, { proxy: false, timeout: 2000, validateStatus: () => true })
		.catch(() => undefined);
	return answer?.status === 200;
}
