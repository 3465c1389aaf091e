import { realpathSync } from 'node:fs';
import { join } from 'node:path';

import { NodeOperationError } from 'n8n-workflow';

import { textAt } from '../../host/shape.mts';
import { PollTrigger } from '../engine/poll.mts';
import { enginePackages, testedEngine } from './engines.mts';

const engine = testedEngine();

test.each(enginePackages)(`%s is that of n8n ${engine.n8n}`, (name) => {
	const content = jest.requireActual<object>(`${name}/package.json`);
	expect(textAt(content, 'version')).toBe(engine.versions[name]);
	const folder = realpathSync(join(engine.folder, 'node_modules', name));
	expect(realpathSync(require.resolve(name))).toContain(folder);
});

test('the built package uses it too: its errors are errors of that n8n', async () => {
	const poll = new PollTrigger({ apiKey: 'key' }, { events: [] }).poll();
	await expect(poll).rejects.toBeInstanceOf(NodeOperationError);
});
