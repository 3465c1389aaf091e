// node host/run.mjs <script.mts> [arguments]: runs a development script, also in a fresh clone. Plain
// JavaScript without dependencies, because nothing may be installed yet.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure, explain } from './failure.mjs';
import { install } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main() {
	const [script, ...args] = process.argv.slice(2);
	if (!script) throw new Failure('Usage: node host/run.mjs <script.mts> [arguments]');
	requireNode();
	await install(root, 'the development tools');

	process.argv = [process.execPath, resolve(script), ...args];
	const [esm, cjs] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')]);
	esm.register();
	cjs.register();
	await import(pathToFileURL(resolve(script)).href);
}

function requireNode() {
	const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const wanted = Number(/\d+/.exec(engines.node)?.[0]);
	if (Number(process.versions.node.split('.')[0]) >= wanted) return;
	throw new Failure(
		`This needs Node ${wanted} or later, and this is Node ${process.versions.node}. Install a newer one from nodejs.org.`,
	);
}

main().catch((error) => {
	console.error(explain(error));
	process.exit(1);
});
