// npm run test:editor: the tests in the editor of a real n8n, in Chromium. `npm run pictures` runs them too, and puts
// the pictures that they take where README and docs show them.
import { join } from 'node:path';
import { chromium } from '../../host/programs.mts';
import { editorFolder, picturesFolder } from '../../host/places.mts';
import { runTests } from '../../host/testRun.mts';

const forDocs = process.env['npm_lifecycle_event'] === 'pictures';

await runTests({
	suite: 'editor',
	folder: editorFolder,
	label: 'The editor test',
	env: {
		EDITOR_CHROMIUM: await chromium(),
		EDITOR_PICTURES: forDocs ? picturesFolder : join(editorFolder, 'pictures'),
	},
});
