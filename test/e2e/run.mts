// npm run test:e2e: starts one real n8n with the packed package in it and runs the end-to-end tests against it.
// Arguments are passed on to jest.
import { join } from 'node:path';
import { Closing } from '../../host/closing.mts';
import { runTool } from '../../host/command.mts';
import { explain } from '../../host/failure.mjs';
import { e2eFolder, root } from '../../host/places.mts';
import { prepareN8n } from '../../host/preparedN8n.mts';
import { takeStateFolder } from '../../host/stateFolder.mts';

const closing = new Closing();
let exitCode = 1;
try {
	await takeStateFolder(e2eFolder, 'The end-to-end test');
	const { server, session } = await prepareN8n({
		folder: e2eFolder,
		login: { email: 'e2e@example.com', password: 'Plugsurfing-1' },
		say: console.log,
	});
	closing.add(() => server.stop());
	const config = join(root, 'test', 'e2e', 'jest.config.cjs');
	exitCode = await runTool('jest', 'jest', ['--config', config, ...process.argv.slice(2)], {
		E2E_N8N_URL: session.url,
		E2E_N8N_COOKIE: session.cookie,
	});
} catch (error) {
	console.error(explain(error));
}
await closing.close();
process.exit(exitCode);
