import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Claims a name on this machine until it is released or this process ends, however it ends: the claim is a local socket
 * that answers, so nothing that a crash leaves behind, and no process id that was given away again, blocks the next.
 *
 * @param {string} name
 * @returns {Promise<(() => void) | undefined>} the release, or undefined when somebody else has the claim
 */
export async function claim(name) {
	const path = socketPath(name);
	const server =
		(await listen(path)) ?? ((await isAnswering(path)) ? undefined : await again(path));
	if (!server) return undefined;
	server.unref();
	// Closing removes the socket's file.
	const release = () => server.close();
	process.once('exit', release);
	return () => {
		process.off('exit', release);
		release();
	};
}

function again(path) {
	if (process.platform !== 'win32') rmSync(path, { force: true });
	return listen(path);
}

function listen(path) {
	return new Promise((resolve, reject) => {
		const server = createServer((socket) => socket.destroy());
		server.once('error', (error) => {
			if (error.code === 'EADDRINUSE') resolve(undefined);
			else reject(error);
		});
		server.listen(path, () => resolve(server));
	});
}

function isAnswering(path) {
	return new Promise((resolve) => {
		const socket = connect(path, () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}

function socketPath(name) {
	const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
	const file = `n8n-nodes-plugsurfing-emp-${hash}`;
	return process.platform === 'win32' ? `\\\\.\\pipe\\${file}` : join(tmpdir(), `${file}.sock`);
}
