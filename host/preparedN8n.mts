import { join } from 'node:path';
import { N8nSession, type Login } from './n8nSession.mts';
import { installN8n } from './n8nInstall.mts';
import { startN8n, type N8nServer } from './n8nServer.mts';
import { build, installInN8n, pack } from './packedPackage.mts';

export interface PreparedN8n {
	server: N8nServer;
	session: N8nSession;
}

/** Prepares a new n8n with this package installed and a logged-in user. It stores everything in `folder`. */
export async function prepareN8n(options: {
	folder: string;
	login: Login;
	preferredPort?: number;
	say: (progress: string) => void;
}): Promise<PreparedN8n> {
	const { folder, login, preferredPort, say } = options;
	const installation = await installN8n();
	say('Building and packing the package');
	await build();
	const packed = await pack(join(folder, 'package'));
	// n8n unpacks its editor here; linters and test runners ignore node_modules.
	const userFolder = join(folder, 'node_modules', 'n8n-user');
	await installInN8n(packed, userFolder);
	say('Starting n8n');
	const server = await startN8n({ installation, userFolder, preferredPort });
	try {
		return { server, session: await N8nSession.asNewOwner(server.url, login) };
	} catch (error) {
		await server.stop();
		throw error;
	}
}
