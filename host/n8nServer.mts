import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { Failure } from './failure.mjs';
import { freePort } from './freePort.mts';
import type { N8nInstallation } from './n8nInstall.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import { root } from './places.mts';
import { ProcessGroup } from './processGroup.mts';

const startSeconds = 120;

export interface N8nServer {
	url: string;
	logFile: string;
	/** Settles when it is gone, whoever ended it. */
	ended: Promise<void>;
	stop: () => Promise<void>;
}

/** Starts n8n with all its state under `userFolder`, and waits until it answers. */
export async function startN8n(options: {
	installation: N8nInstallation;
	userFolder: string;
	preferredPort?: number;
	/** Settings of n8n beside ours. */
	settings?: Record<string, string>;
}): Promise<N8nServer> {
	const { installation, userFolder } = options;
	const port = await freePort(options.preferredPort);
	const brokerPort = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	mkdirSync(join(userFolder, 'files'), { recursive: true });

	const log = openSync(logFile, 'w');
	const group = ProcessGroup.start(
		installation.node,
		['--import', join(root, 'host', 'leash.mjs'), installation.n8n, 'start'],
		{
			cwd: userFolder,
			env: {
				...n8nEnvironment({ userFolder, port, brokerPort }),
				...options.settings,
				PATH: [dirname(installation.node), process.env['PATH']].join(delimiter),
			},
			logFile: log,
		},
	);
	closeSync(log);

	const deadline = Date.now() + startSeconds * 1000;
	while (!(await isReady(url))) {
		if (group.hasEnded()) throw new Failure(`n8n ended while starting.\n${endOf(logFile)}`);
		if (Date.now() > deadline) {
			await group.stop();
			throw new Failure(`n8n was not ready after ${startSeconds} s.\n${endOf(logFile)}`);
		}
		await pause(250);
	}
	return { url, logFile, ended: group.ended, stop: () => group.stop() };
}

/** /healthz answers before the routes exist, /healthz/readiness only afterwards. */
async function isReady(url: string): Promise<boolean> {
	const answer = await axios
		.get(`${url}/healthz/readiness`, { proxy: false, timeout: 2000, validateStatus: () => true })
		.catch(() => undefined);
	return answer?.status === 200;
}

function endOf(logFile: string): string {
	const text = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim() : '';
	return `The end of ${logFile}:\n${text.split('\n').slice(-20).join('\n')}`;
}
