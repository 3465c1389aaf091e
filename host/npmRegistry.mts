import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axios from 'axios';
import { freePort } from './freePort.mts';
import { Failure } from './failure.mjs';
import { install } from './install.mjs';
import { publish, type PackedPackage } from './packedPackage.mts';
import { n8nFolder, registryFolder, root } from './places.mts';
import type { ProcessGroup } from './processGroup.mts';
import { leash, startServer } from './serverProcess.mts';

const n8nsSettings = join(
	...[n8nFolder, 'node_modules', 'n8n', 'dist', 'modules', 'community-packages'],
	'community-packages.config.js',
);

/** Where n8n takes community packages from; from another registry only with a licence for that. */
function n8nsRegistry(): string {
	const [, host] = /registry = 'https:\/\/([^/']+)/.exec(readFileSync(n8nsSettings, 'utf8')) ?? [];
	if (host) return host;
	throw new Failure(`${n8nsSettings} does not say where n8n takes community packages from.`);
}

/** A registry on this machine that is met in the place of npm's own: by a proxy, so that n8n and npm are as they are. */
export class NpmRegistry {
	private constructor(
		/** Settings of a process that shall meet it, and nothing else of the internet. */
		readonly environment: Record<string, string>,
		private readonly server: ProcessGroup,
	) {}

	/**
	 * Starts an empty one with all its state in `folder`.
	 *
	 * @param node the one that n8n is pinned with, since the registry needs Node 22
	 */
	static async start(node: string, folder: string): Promise<NpmRegistry> {
		await install(registryFolder, 'a registry to install the package from (only the first time)');
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder, { recursive: true });
		const host = n8nsRegistry();
		const port = await freePort();
		const proxy = `http://127.0.0.1:${port}`;
		const server = await startServer({
			name: 'The npm registry',
			file: node,
			args: [...leash, join(registryFolder, 'registry.mjs'), folder, String(port), host],
			cwd: root,
			logFile: join(folder, 'registry.log'),
			startSeconds: 60,
			isReady: () => answers(proxy),
		});
		return new NpmRegistry(environment(folder, proxy, host), server);
	}

	async publish(packed: PackedPackage): Promise<void> {
		await publish(packed, this.environment);
	}

	stop(): Promise<void> {
		return this.server.stop();
	}
}

/** A person's own npm settings must not lead elsewhere, nor their cache know another package of the same version. */
function environment(folder: string, proxy: string, host: string): Record<string, string> {
	const certificate = join(folder, 'certificate.pem');
	const settings = join(folder, 'npmrc');
	// Whoever publishes has to have a token, though this registry asks for none.
	writeFileSync(settings, `//${host}/:_authToken=anyone\n`);
	return {
		https_proxy: proxy,
		npm_config_https_proxy: proxy,
		NODE_EXTRA_CA_CERTS: certificate,
		npm_config_cafile: certificate,
		npm_config_registry: `https://${host}/`,
		npm_config_userconfig: settings,
		npm_config_globalconfig: join(folder, 'no-npmrc'),
		npm_config_cache: join(folder, 'npm-cache'),
	};
}

async function answers(proxy: string): Promise<boolean> {
	return await axios.get(proxy, { proxy: false, validateStatus: () => true }).then(
		() => true,
		() => false,
	);
}
