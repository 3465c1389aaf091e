// npm run pictures: the editor tests, with the pictures that they take put where README and docs show them.
import { picturesFolder } from '../../host/places.mts';
import { runEditorTests } from './editorRun.mts';

await runEditorTests(picturesFolder);
