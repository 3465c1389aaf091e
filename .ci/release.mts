// npm run release: in GitHub Actions, n8n's own tool lints, builds and publishes, once the version is the same everywhere.
// Elsewhere it says what is missing before the tag that starts that: n8n's tool would number the version itself here,
// write the changelog anew, and push.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../host/command.mts';
import { root } from '../host/places.mts';
import { at, textAt } from '../host/shape.mts';
import { releaseComplaints } from './releaseComplaints.mts';

const { GITHUB_ACTIONS, GITHUB_REF_NAME } = process.env;
const description = read('package.json');
const version = textAt(description, 'version');
const placeholders = at(description, 'placeholders');
const lock = read('package-lock.json');

const complaints = releaseComplaints({
	version,
	lockVersions: [at(lock, 'version'), at(lock, 'packages', '', 'version')],
	changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
	placeholders: Array.isArray(placeholders) ? placeholders : [],
	authorEmail: textAt(description, 'author', 'email'),
	tag: GITHUB_ACTIONS ? (GITHUB_REF_NAME ?? '') : undefined,
});
for (const complaint of complaints) console.error(complaint);

if (complaints.length > 0) {
	process.exitCode = 1;
} else if (GITHUB_ACTIONS) {
	process.exitCode = await runTool('@n8n/node-cli', 'n8n-node', ['release']);
} else {
	console.log(
		`Version ${version} is ready. To publish it: git tag v${version} && git push origin v${version}`,
	);
}

function read(file: string): unknown {
	return JSON.parse(readFileSync(join(root, file), 'utf8'));
}
