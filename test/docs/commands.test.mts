import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { objectAt } from '../../host/shape.mts';
import { documents } from './documents.mts';

const scripts = Object.keys(
	objectAt(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')), 'scripts'),
);
const ci = ['run', 'nightly']
	.map((suite) => readFileSync(join(root, '.ci', suite), 'utf8'))
	.join('\n');

/** Scripts that npm runs itself. */
const internal = ['prepublishOnly'];

/** Scripts that the docs name and no step of .ci/run or .ci/nightly runs: the tests below do. */
const startedHere = ['release', 'send-event', 'simulator', 'verify-api'];

/** The names of the npm scripts in a text. */
function commandsIn(text: string): string[] {
	return [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test))/g)].map(
		([, script, test]) => script ?? test ?? '',
	);
}

const told = new Set(documents.flatMap(({ text }) => commandsIn(text)));

test.each([...told].map((name) => [name]))('npm run %s exists and is tested', (name) => {
	expect(scripts).toContain(name);
	const step = name === 'test' ? 'npm test' : `npm run ${name}`;
	const isStep = new RegExp(`^step ${step}( |$)`, 'm').test(ci);
	expect(isStep || startedHere.includes(name)).toBe(true);
});

test('CONTRIBUTING.md lists every command', () => {
	const contributing = documents.find(({ name }) => name === 'CONTRIBUTING.md')?.text ?? '';
	const missing = scripts.filter((name) => !commandsIn(contributing).includes(name));
	expect(missing.sort()).toEqual(internal);
});

function start(command: string, env: NodeJS.ProcessEnv = {}) {
	return spawnSync(`npm run --silent ${command}`, {
		cwd: root,
		shell: true,
		encoding: 'utf8',
		env: { ...process.env, ...env },
	});
}

test.each(['send-event', 'simulator', 'verify-api'])('npm run %s prints its usage', (name) => {
	const { status, stdout } = start(`${name} -- --help`);
	expect(stdout).toContain(`npm run ${name} -- `);
	expect(status).toBe(0);
});

test('npm run release rejects the tag of another version', () => {
	const { status, stderr } = start('release', {
		GITHUB_ACTIONS: 'true',
		GITHUB_REF_NAME: 'v0.0.0',
	});
	expect(stderr).toContain('The tag v0.0.0 does not fit version');
	expect(status).toBe(1);
});
