import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { objectAt } from '../../host/shape.mts';
import { documents } from './documents.mts';

const scripts = Object.keys(
	objectAt(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')), 'scripts'),
);
const ci = readFileSync(join(root, '.ci', 'run'), 'utf8');

/** What npm calls by itself. */
const internal = ['prepublishOnly'];

/** Where a command is run that no step of .ci/run runs under its name. */
const runElsewhere: Record<string, string> = {
	pictures: 'test:editor takes the same pictures in the same tests, into another folder',
	release: 'test/host/releaseComplaints.test.mts starts it with a tag that does not fit',
	'send-event': 'test/simulator/sendEvent.test.mts reads what the docs say, and starts it',
	simulator: 'test/simulator/commandLine.test.mts starts it with what the docs say',
};

/** The names of the npm scripts that the docs tell somebody to run. */
function commandsIn(text: string): string[] {
	return [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test))/g)].map(
		([, script, test]) => script ?? test ?? '',
	);
}

const told = new Set(documents.flatMap(({ text }) => commandsIn(text)));

test('the docs name commands', () => {
	expect([...told]).toEqual(expect.arrayContaining(['demo', 'test', 'simulator', 'bench']));
});

test.each([...told].map((name) => [name]))('npm run %s exists and is run', (name) => {
	expect(scripts).toContain(name);
	const step = name === 'test' ? 'npm test' : `npm run ${name}`;
	const isStep = new RegExp(`^step '[^']*' ${step}( |$)`, 'm').test(ci);
	expect(isStep || name in runElsewhere).toBe(true);
});

test('every command is told of in CONTRIBUTING.md', () => {
	const contributing = documents.find(({ name }) => name === 'CONTRIBUTING.md')?.text ?? '';
	const missing = scripts.filter((name) => !commandsIn(contributing).includes(name));
	expect(missing.sort()).toEqual(internal);
});
