// npm run test:editor: the tests in the editor of a real n8n, in Chromium. Pictures go into the state folder.
import { join } from 'node:path';
import { editorFolder } from '../../host/places.mts';
import { runEditorTests } from './editorRun.mts';

await runEditorTests(join(editorFolder, 'pictures'));
