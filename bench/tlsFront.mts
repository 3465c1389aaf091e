import { join } from 'node:path';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import axios from 'axios';
import { capture } from '../host/command.mts';
import { debianProgram } from '../host/programs.mts';
import { freePort } from '../host/freePort.mts';
import { root } from '../host/places.mts';
import type { ProcessGroup } from '../host/processGroup.mts';
import { leash, listensAt, startForeignServer, startServer } from '../host/serverProcess.mts';
import { at } from '../host/shape.mts';

/** The host in the documented configurations. */
const plugsurfing = 'drive-api.plugsurfing.com';

/** Creates a self-signed certificate for localhost. */
export async function makeCertificate(folder: string): Promise<{ cert: string; key: string }> {
	const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
	await capture(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
			...['-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost'],
			...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
		],
		folder,
	);
	return { cert, key };
}

/** A simulator behind TLS with latency, in a separate process, and reverse proxies in front of it. */
export class TlsFront {
	private readonly groups: ProcessGroup[] = [];

	private constructor(
		private readonly folder: string,
		private readonly cert: string,
		readonly port: number,
		private readonly controlPort: number,
	) {}

	static async start(options: {
		folder: string;
		certificate: { cert: string; key: string };
		backendPort: number;
		roundTripMs: number;
	}): Promise<TlsFront> {
		const { folder, certificate, backendPort, roundTripMs } = options;
		mkdirSync(folder, { recursive: true });
		const front = new TlsFront(folder, certificate.cert, await freePort(), await freePort());
		const { cert, key } = certificate;
		const { port, controlPort } = front;
		const args = [port, controlPort, backendPort, cert, key, roundTripMs].map(String);
		front.groups.push(
			await startServer({
				name: 'The TLS server',
				file: process.execPath,
				args: [
					...leash,
					join(root, 'host', 'run.mjs'),
					join(root, 'bench', 'tlsServer.mts'),
					...args,
				],
				cwd: root,
				logFile: join(folder, 'tls.log'),
				startSeconds: 30,
				isReady: () => listensAt(controlPort),
			}),
		);
		return front;
	}

	/** Returns the number of connections that the server has accepted. */
	async connections(): Promise<number> {
		const url = `http://127.0.0.1:${this.controlPort}`;
		return Number(at((await axios.get<unknown>(url, { proxy: false })).data, 'connections'));
	}

	/** Starts nginx with the configuration in docs/keep-alive. Returns its port. */
	async startNginx(): Promise<number> {
		const { port, configuration } = await this.configure('nginx.conf', (text) => {
			const ca = '/etc/ssl/certs/ca-certificates.crt';
			const server = text.replace(ca, this.cert);
			// The rest of Debian's nginx.conf.
			return `daemon off; error_log stderr; pid nginx.pid; events {}\nhttp {\naccess_log off;\n${server}\n}\n`;
		});
		await this.startProxy('nginx', ['-p', this.folder, '-c', configuration], port);
		return port;
	}

	/** Starts Caddy with the configuration in docs/keep-alive. Returns its port. */
	async startCaddy(): Promise<number> {
		const { port, configuration } = await this.configure('Caddyfile', (text) => text);
		await this.startProxy(
			'caddy',
			['run', '--adapter', 'caddyfile', '--config', configuration],
			port,
		);
		return port;
	}

	async stop(): Promise<void> {
		for (const group of this.groups.reverse()) await group.stop();
	}

	/** Writes the documented configuration with this server instead of Plugsurfing's. */
	private async configure(name: string, complete: (text: string) => string) {
		const port = await freePort();
		const documented = readFileSync(join(root, 'docs', 'keep-alive', name), 'utf8');
		const text = documented
			.replaceAll(`${plugsurfing}:443`, `127.0.0.1:${this.port}`)
			.replaceAll(plugsurfing, 'localhost')
			.replaceAll('127.0.0.1:8443', `127.0.0.1:${port}`);
		const configuration = join(this.folder, name);
		writeFileSync(configuration, complete(text));
		return { port, configuration };
	}

	private async startProxy(name: string, args: string[], port: number): Promise<void> {
		const file = await debianProgram(name, 'the benchmark goes through it');
		this.groups.push(
			await startForeignServer({
				...{ name, file, args, cwd: this.folder },
				// Caddy trusts the system's certificates, which this variable sets.
				env: { ...process.env, SSL_CERT_FILE: this.cert, HOME: this.folder },
				logFile: join(this.folder, `${name}.log`),
				startSeconds: 20,
				isReady: () => listensAt(port),
			}),
		);
	}
}
