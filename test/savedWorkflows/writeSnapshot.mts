import { Failure } from '../../host/failure.mjs';
import { writeFormattedJson } from '../../host/formattedJson.mts';
import { breakingChanges } from './breakingChanges.mts';
import {
	currentNodes,
	NEW_VERSION,
	readSnapshot,
	snapshotFile,
	type Snapshot,
} from './snapshot.mts';

/**
 * Updates the committed snapshot.
 *
 * @param allowBreaking accepts breaking changes, under a new version
 * @throws {Failure} if there are such changes and they are not accepted; the snapshot stays as it is
 */
export async function writeSnapshot(allowBreaking: boolean): Promise<void> {
	const before = readSnapshot();
	const nodes = currentNodes();
	const breaks = breakingChanges(before.nodes, nodes);
	if (breaks.length > 0 && !allowBreaking) {
		throw new Failure(
			[
				'These changes break saved workflows:',
				...breaks.map((line) => `- ${line}`),
				`Keep the old names, values and defaults. If that cannot be, say so in CHANGELOG.md and run: npm run reference -- ${NEW_VERSION}`,
			].join('\n'),
		);
	}
	const snapshot: Snapshot = { version: before.version + (breaks.length > 0 ? 1 : 0), nodes };
	await writeFormattedJson(snapshotFile, snapshot);
}
