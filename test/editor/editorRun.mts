import { chromium } from '../../host/chromium.mts';
import { editorFolder } from '../../host/places.mts';
import { runTests } from '../../host/testRun.mts';

export function runEditorTests(pictures: string): Promise<never> {
	return runTests({
		suite: 'editor',
		folder: editorFolder,
		label: 'The editor test',
		prepare: async () => ({ EDITOR_CHROMIUM: await chromium(), EDITOR_PICTURES: pictures }),
	});
}
