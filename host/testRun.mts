import { join } from 'node:path';
import { Closing } from './closing.mts';
import { runTool } from './command.mts';
import { explain } from './failure.mjs';
import { root } from './places.mts';
import { prepareN8n } from './preparedN8n.mts';
import { takeStateFolder } from './stateFolder.mts';
import { environmentFor, login } from './testedN8n.mts';

interface TestRun {
	suite: string;
	/** Where n8n keeps its state, and the tests what they leave behind. */
	folder: string;
	label: string;
	/** What the tests need besides n8n, as environment variables. */
	prepare?: () => Promise<NodeJS.ProcessEnv>;
	/** Starts what is tested, where that is more than one n8n, and says how the tests find it. */
	start?: (closing: Closing) => Promise<NodeJS.ProcessEnv>;
}

/**
 * Starts a real n8n with the packed package in it, runs the tests of a folder below test/ against it, and ends the
 * process with their exit code. The command line's arguments are passed on to jest.
 */
export async function runTests(run: TestRun): Promise<never> {
	const closing = new Closing();
	let exitCode = 1;
	try {
		takeStateFolder(run.folder, run.label);
		const own = await run.prepare?.();
		const tested = await (run.start ? run.start(closing) : startOne(run.folder, closing));
		const config = join(root, 'test', run.suite, 'jest.config.cjs');
		exitCode = await runTool('jest', 'jest', ['--config', config, ...process.argv.slice(2)], {
			...tested,
			...own,
		});
	} catch (error) {
		console.error(explain(error));
	}
	await closing.close();
	process.exit(exitCode);
}

async function startOne(folder: string, closing: Closing): Promise<NodeJS.ProcessEnv> {
	const { server, session } = await prepareN8n({ folder, login, say: console.log });
	closing.add(() => server.stop());
	return environmentFor(session);
}
