import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../host/places.mts';
import { at, objectAt, textAt } from '../../host/shape.mts';

const folder = join(root, '.github');

function yaml(...path: string[]): unknown {
	return parse(readFileSync(join(folder, ...path), 'utf8'));
}

// A tag can be moved to other code, a commit cannot.
test.each(readdirSync(join(folder, 'workflows')))('%s pins actions to commits', (file) => {
	const text = readFileSync(join(folder, 'workflows', file), 'utf8');
	const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
	expect(uses).not.toEqual([]);
	const others = uses.filter((action) => !/^\.\/|@[0-9a-f]{40}$/.test(action));
	expect(others).toEqual([]);
});

test('only the publishing job may sign, and only after all checks', () => {
	const jobs = objectAt(yaml('workflows', 'publish.yml'), 'jobs');
	const signing = Object.keys(jobs).filter((name) => at(jobs, name, 'permissions', 'id-token'));
	expect(signing).toEqual(['publish']);
	const needed = textAt(jobs, 'publish', 'needs');
	expect(textAt(jobs, needed, 'uses')).toBe('./.github/workflows/ci.yml');
});

test.each([
	'.github/ISSUE_TEMPLATE/config.yml',
	'CHANGELOG.md',
	'credentials/PlugsurfingEmpApi.credentials.ts',
	...readdirSync(join(root, 'nodes', 'PlugsurfingEmp'))
		.filter((name) => name.endsWith('.node.json'))
		.map((name) => `nodes/PlugsurfingEmp/${name}`),
	'package.json',
])('%s links to the repository in package.json', (file) => {
	const description: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const repository = textAt(description, 'repository', 'url').replace(/^git\+|\.git$/g, '');
	const text = readFileSync(join(root, file), 'utf8');
	const links = [...text.matchAll(/https:\/\/github\.com\/[\w-]+\/[\w-]+/g)].map(([link]) => link);
	expect(new Set(links)).toEqual(new Set([repository]));
});
