import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../../host/places.mts';
import { PlugsurfingEmp } from '../../nodes/PlugsurfingEmp/PlugsurfingEmp.node.ts';
import { PlugsurfingEmpPollTrigger } from '../../nodes/PlugsurfingEmp/PlugsurfingEmpPollTrigger.node.ts';
import { PlugsurfingEmpTrigger } from '../../nodes/PlugsurfingEmp/PlugsurfingEmpTrigger.node.ts';
import { savedNodes, type SavedNodes } from './savedFields.mts';

/** What saved workflows depend on. */
export interface Snapshot {
	/** Increases by one with each breaking change. */
	version: number;
	nodes: SavedNodes;
}

export const folder = join(root, 'test', 'savedWorkflows');
export const snapshotFile = join(folder, 'snapshot.json');

/** The option of `npm run reference` that accepts breaking changes. */
export const NEW_VERSION = '--new-snapshot-version';

/** The nodes as they are in this checkout. */
export function currentNodes(): SavedNodes {
	const nodes = [PlugsurfingEmp, PlugsurfingEmpTrigger, PlugsurfingEmpPollTrigger];
	return savedNodes(nodes.map((Node) => new Node().description));
}

export function readSnapshot(file = snapshotFile): Snapshot {
	return JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
}
