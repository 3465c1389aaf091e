import { basename } from 'node:path';
import { readdirSync } from 'node:fs';

import { textAt } from '../../host/shape.mts';
import { readWorkflow, workflowsFolder } from '../../host/workflowFile.mts';
import { isSticky } from '../support/canvasLayout.mts';

/** The ready-made workflows in the order of the page. */
const SECTIONS: Record<string, string[]> = {
	'Charging keys': [
		'nightly-key-export',
		'sync-keys-from-spreadsheet',
		'sync-keys-nightly',
		'lost-card',
		'disable-keys-of-leavers',
		'warn-before-keys-expire',
	],
	'Card orders': ['fulfil-orders', 'new-orders-to-shipping'],
	Charging: [
		'start-session-by-webhook',
		'start-nearest-free-charger',
		'authorize-session',
		'charging-assistant',
		'mcp-server',
		'warn-of-fees',
	],
	'Energy and money': [
		'store-charge-detail-records',
		'monthly-statement',
		'bill-finished-session',
		'session-finished-to-crm',
		'charging-cost-alert',
	],
	'Locations and operation': ['mirror-locations-nightly', 'alert-on-failures'],
};

const INTRODUCTION = `# Ready-made workflows

Made by \`npm run reference\` from the files in [\`workflows/\`](../workflows), whose sticky notes say the same in the editor.
To use one, download its file and import it in the editor: **⋯ → Import → From file**. Each runs in a real n8n in
[\`test/e2e/\`](../test/e2e).`;

/** The notes of a workflow, with headings one level below its own. */
function description(file: string): string {
	const { name, nodes } = readWorkflow(`${file}.json`);
	const notes = nodes.filter(isSticky).map((node) => textAt(node, 'parameters', 'content'));
	const [first = '', ...others] = notes;
	return [
		`### ${name}`,
		`[${file}.json](../workflows/${file}.json)`,
		`<img src="pictures/workflows/${file}.png" alt="The nodes of the workflow ${name}">`,
		first.replace(/^#+ .*\n+/, ''),
		...others.map((note) => note.replace(/^#+ (.*)/, '**$1**').replace(/^#+ /gm, '#### ')),
	].join('\n\n');
}

/** The whole page. */
export function workflowsPage(): string {
	const listed = Object.values(SECTIONS).flat().sort();
	const files = readdirSync(workflowsFolder).filter((name) => name.endsWith('.json'));
	if (
		listed.join() !==
		files
			.map((name) => basename(name, '.json'))
			.sort()
			.join()
	) {
		throw new Error('The page of the workflows does not list exactly the files in workflows/');
	}
	const sections = Object.entries(SECTIONS).flatMap(([title, names]) => [
		`## ${title}`,
		...names.map(description),
	]);
	return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}
