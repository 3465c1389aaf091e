// npm run scan: the published package as n8n's reviewers and users will see it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../host/failure.mjs';
import { build, pack, unpack } from '../host/packedPackage.mts';
import { root } from '../host/places.mts';
import { at, isObject, objectAt, type JsonObject } from '../host/shape.mts';
import { SOURCE_FILE_PATTERNS, analyzePackage } from './scanner.mjs';

const maximumBytes = 150_000;
const publishedFilePatterns = ['**/*.js', 'package.json'];
const filesForUsers =
	/^(dist\/(?!.*\.(test|spec)\.).+\.(js|json|svg)|index\.js|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;

/** What is wrong with each property of the package; empty when nothing is. */
async function complaints(folder: string): Promise<Record<string, string>> {
	await build();
	const packed = await pack(join(folder, 'packed'));
	const unpacked = join(folder, 'unpacked');
	await unpack(packed.tarball, unpacked);
	const content: unknown = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
	const strange = packed.files.filter((file) => !filesForUsers.test(file));
	return {
		"n8n's scanner on the source": await scan(root, SOURCE_FILE_PATTERNS),
		"n8n's scanner on the packed package": await scan(unpacked, publishedFilePatterns),
		'no dependencies at run time': dependencies(objectAt(content)),
		[`${packed.bytes} bytes packed, below ${maximumBytes}`]:
			packed.bytes < maximumBytes ? '' : 'too large',
		[`${packed.files.length} files, all of them for users`]: strange.join(', '),
		'everything that package.json names is there': lacking(objectAt(content), packed.files),
	};
}

async function scan(folder: string, patterns: readonly string[]): Promise<string> {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	return passed ? '' : [message, details].filter(Boolean).join('\n');
}

function dependencies(description: JsonObject): string {
	return ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies']
		.filter((kind) => {
			const listed = description[kind];
			return isObject(listed) ? Object.keys(listed).length > 0 : listed !== undefined;
		})
		.join(', ');
}

function lacking(description: JsonObject, files: readonly unknown[]): string {
	const { main, n8n } = description;
	const named = [main, at(n8n, 'nodes'), at(n8n, 'credentials')].flat();
	return named.filter((file) => !files.includes(file)).join(', ');
}

const folder = mkdtempSync(join(tmpdir(), 'plugsurfing-emp-scan-'));
try {
	for (const [what, complaint] of Object.entries(await complaints(folder))) {
		console.log(complaint ? `FAILED  ${what}: ${complaint}` : `ok      ${what}`);
		if (complaint) process.exitCode = 1;
	}
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
