// npm run mutation -- webhook: changes the code of a part in many small ways, and shows which ones no test notices.
import { parseArgs } from 'node:util';
import { runTool } from '../../host/command.mts';
import { build } from '../../host/packedPackage.mts';

/** What is changed, and the tests that have to notice. */
const parts: Record<string, { files: string; tests: string }> = {
	webhook: {
		// The fields in the editor, here and below, are tested by test/actions/description and the saved workflows.
		files: 'nodes/PlugsurfingEmp/webhook/*.ts,!nodes/PlugsurfingEmp/webhook/properties.ts',
		tests: 'webhook/*',
	},
	polling: {
		files: 'nodes/PlugsurfingEmp/polling/*.ts,!nodes/PlugsurfingEmp/polling/properties.ts',
		tests: 'polling/*',
	},
	sync: {
		files: 'nodes/PlugsurfingEmp/actions/chargingKey/sync*.ts',
		tests: 'actions/chargingKey/sync*',
	},
	http: { files: 'nodes/PlugsurfingEmp/api/http/*.ts', tests: 'api/http/*' },
};

const usage = `npm run mutation -- <part> [--files <paths>] [--tests <names>]

Parts: ${Object.keys(parts).join(', ')}
--files  only these files of the part, separated by commas: nodes/PlugsurfingEmp/webhook/signature.ts
--tests  only these tests, which takes less time: webhook/signature,webhook/webhookTrigger

Results are kept in .mutation/<part>.json: a second run tests what has changed since. Delete the file to start over.
Changes nodes/ in place and restores it. After a crash, restore it with git.`;

const {
	positionals: [name = ''],
	values: { files, tests },
} = parseArgs({
	allowPositionals: true,
	options: { files: { type: 'string' }, tests: { type: 'string' } },
});
const part = parts[name];
if (part) {
	await build();
	const args = ['run', 'test/mutation/stryker.config.mjs', '--mutate', files ?? part.files];
	args.push('--incrementalFile', `.mutation/${name}.json`);
	// Random tests would notice most changes, but some only now and then.
	const env = { MUTATION_TESTS: tests ?? part.tests, PROPERTY_RUNS: '10' };
	process.exitCode = await runTool('@stryker-mutator/core', 'stryker', args, env);
	await build();
} else {
	console.error(usage);
	process.exitCode = 1;
}
