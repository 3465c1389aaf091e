import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Closing } from '../host/closing.mts';
import { debianProgram } from '../host/programs.mts';
import { freePort } from '../host/freePort.mts';
import { root } from '../host/places.mts';
import { listensAt, startForeignServer } from '../host/serverProcess.mts';

/** Starts Caddy with docs/reverse-proxy/Caddyfile, without TLS, before the n8n at a port. Answers its URL. */
export async function startReverseProxy(
	parent: string,
	n8nPort: number,
	closing: Closing,
): Promise<string> {
	const url = `http://127.0.0.1:${await freePort()}`;
	const documented = readFileSync(join(root, 'docs', 'reverse-proxy', 'Caddyfile'), 'utf8');
	const text = documented
		.replace('n8n.example.com {', `${url} {`)
		.replaceAll('127.0.0.1:5678', `127.0.0.1:${n8nPort}`);
	const folder = join(parent, 'caddy');
	mkdirSync(folder, { recursive: true });
	const configuration = join(folder, 'Caddyfile');
	writeFileSync(configuration, `{\n\tadmin off\n\tauto_https off\n}\n${text}`);
	const caddy = await startForeignServer({
		name: 'caddy',
		file: await debianProgram('caddy', "Plugsurfing's calls in the month go through it"),
		args: ['run', '--adapter', 'caddyfile', '--config', configuration],
		cwd: folder,
		env: { ...process.env, HOME: folder },
		logFile: join(folder, 'caddy.log'),
		startSeconds: 20,
		isReady: () => listensAt(Number(new URL(url).port)),
	});
	closing.add(() => caddy.stop());
	return url;
}
