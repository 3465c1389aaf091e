import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../host/places.mts';
import { withAccount, type Step } from './steps.mts';
import type { Account } from './subject.mts';

/** Puts the node that lists the least where n8n looks for nodes of a user's own. */
export function installLeastNode(userFolder: string): void {
	const folder = join(userFolder, '.n8n', 'custom');
	mkdirSync(folder, { recursive: true });
	copyFileSync(join(root, 'bench', 'LeastList.cjs'), join(folder, 'LeastList.node.js'));
}

/** The node that lists the least, for a list of the API. */
export function leastList(
	name: string,
	{ reference }: Account,
	{ path, field }: { path: string; field: string },
): Step {
	return {
		name,
		type: 'CUSTOM.leastList',
		typeVersion: 1,
		parameters: { path, field },
		settings: withAccount(reference),
	};
}
