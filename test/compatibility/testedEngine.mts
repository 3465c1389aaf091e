import { pinnedEngines, type PinnedEngine } from './pinnedEngine.mts';

const VARIABLE = 'TESTED_N8N_VERSION';
const FOLDER = 'TESTED_ENGINE_FOLDER';

/** Tells jest.config.cjs and the tests' own processes which engine to take. */
export function environmentFor({ n8n, folder }: PinnedEngine): NodeJS.ProcessEnv {
	return { [VARIABLE]: n8n, [FOLDER]: folder };
}

/** The engine that run.mts has chosen for this run. */
export function testedEngine(): PinnedEngine {
	const engine = pinnedEngines().find(({ n8n }) => n8n === process.env[VARIABLE]);
	if (!engine) throw new Error('Start these tests with npm run test:compatibility.');
	return engine;
}
