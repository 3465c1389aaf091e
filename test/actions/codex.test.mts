import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { arrayAt, at, textAt } from '../../host/shape.mts';
import { currentNodes } from '../savedWorkflows/snapshot.mts';

/** n8n's list: https://docs.n8n.io/connect/create-nodes/build-your-node/reference/codex-files */
const CATEGORIES = [
	'Data & Storage',
	'Finance & Accounting',
	'Marketing & Content',
	'Productivity',
	'Miscellaneous',
	'Sales',
	'Development',
	'Analytics',
	'Communication',
	'Utility',
];

const nodes = currentNodes();

describe.each(Object.keys(nodes))('the codex of %s', (name) => {
	const file = `${name.charAt(0).toUpperCase()}${name.slice(1)}.node.json`;
	const codex: unknown = JSON.parse(
		readFileSync(join(root, 'nodes', 'PlugsurfingEmp', file), 'utf8'),
	);

	test('has only categories of n8n', () => {
		const categories = arrayAt(codex, 'categories');
		expect(categories).not.toEqual([]);
		expect(CATEGORIES).toEqual(expect.arrayContaining(categories));
	});

	test('names the node and its version', () => {
		expect(textAt(codex, 'node')).toBe(`n8n-nodes-plugsurfing-emp.${name}`);
		expect(nodes[name]?.versions).toContain(Number(at(codex, 'nodeVersion')));
		expect(at(codex, 'codexVersion')).toBe('1.0');
	});
});
