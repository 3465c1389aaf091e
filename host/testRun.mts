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
	/** Folder for n8n's state and the output of tests. */
	folder: string;
	label: string;
	/** Environment variables for the tests. */
	env?: NodeJS.ProcessEnv;
	/** Starts what is tested if it is more than one n8n, and returns environment variables for the tests. */
	start?: (closing: Closing) => Promise<NodeJS.ProcessEnv>;
}

/**
 * Starts a real n8n with the packed package in it, runs the tests of a folder below test/ against it, and ends
 * the process with their exit code. Passes command-line arguments to jest.
 */
export async function runTests(run: TestRun): Promise<never> {
	const closing = new Closing();
	let exitCode = 1;
	try {
		takeStateFolder(run.folder, run.label);
		const tested = await (run.start ? run.start(closing) : startOne(run.folder, closing));
		const config = join(root, 'test', run.suite, 'jest.config.cjs');
		exitCode = await runTool('jest', 'jest', ['--config', config, ...process.argv.slice(2)], {
			...tested,
			...run.env,
		});
	} catch (error) {
		console.error(explain(error));
	}
	await closing.close();
	process.exit(exitCode);
}

async function startOne(folder: string, closing: Closing): Promise<NodeJS.ProcessEnv> {
	const { session } = await prepareN8n({ folder, login, closing, say: console.log });
	return environmentFor(session);
}
