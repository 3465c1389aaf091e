import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { readWorkflow, workflowsFolder } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { isSticky, titlesOfNotes } from '../support/canvasLayout.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

const files = readdirSync(workflowsFolder).filter((name) => name.endsWith('.json'));

/** The allowed space below the text of a note, in pixels. */
const BELOW_TEXT = { min: 8, max: 56 };

test.each(files)('%s shows all nodes, and its notes fit their text', (file) =>
	inEditor(async (editor) => {
		const account = await Account.open({ keys: 10 }, {}, 'Fleet in Kiel');
		const canvas = await editor.open(await account.import(file));
		const spaces = await canvas.spaceBelowNotes();
		await canvas.fit();
		const { nodes } = readWorkflow(file);
		await picture(
			`workflows/${basename(file, '.json')}`,
			nodes.filter((node) => !isSticky(node)).map(({ name }) => canvas.node(String(name))),
			{ air: 32 },
		);
		const unfit = titlesOfNotes(nodes)
			.map((title) => ({ title, space: spaces.get(title) ?? NaN }))
			.filter(({ space }) => !(space >= BELOW_TEXT.min && space <= BELOW_TEXT.max));
		expect(unfit).toEqual([]);
	})(),
);
