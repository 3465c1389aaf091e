import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import axios from 'axios';
import { freePort } from './freePort.mts';
import type { N8nInstallation } from './n8nInstall.mts';
import { leash, startServer } from './serverProcess.mts';

/** The user's n8n settings must not apply here, nor a proxy. */
const foreign =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$|GENERIC_TIMEZONE$|NODE_OPTIONS$|NODE_ENV$|JEST_|npm_|(https?|all)_proxy$)/i;

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

/** Returns the environment of an n8n that connects only to this machine and shows no notices. */
function n8nEnvironment(options: {
	userFolder: string;
	port: number;
	brokerPort: number;
}): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(own),
		N8N_USER_FOLDER: options.userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: join(options.userFolder, 'files'),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(options.port),
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${options.port}`,
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		// A worker's only server is the one for health checks.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(options.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		// Secure cookies need https, which a loopback server does not have.
		N8N_SECURE_COOKIE: 'false',
		GENERIC_TIMEZONE: 'UTC',
		N8N_LOG_FORMAT: 'text',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_PYTHON_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DISABLED_MODULES: 'mcp-registry',
	};
}

/** Returns whether n8n is ready: /healthz responds before the routes exist, /healthz/readiness only afterwards. */
async function isReady(url: string): Promise<boolean> {
	const answer = await axios
		.get(`${url}/healthz/readiness`, { proxy: false, timeout: 2000, validateStatus: () => true })
		.catch(() => undefined);
	return answer?.status === 200;
}
