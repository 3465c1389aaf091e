// npm run scan: the published package as n8n's reviewers and users will see it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { explain } from '../host/failure.mjs';
import { build, pack, unpack, type PackedPackage } from '../host/packedPackage.mts';
import { root } from '../host/places.mts';
import { at, isObject } from '../host/shape.mts';
import { SOURCE_FILE_PATTERNS, analyzePackage } from './scanner.mjs';

const maximumBytes = 150_000;
const publishedFilePatterns = ['**/*.js', 'package.json'];
const filesForUsers =
	/^(dist\/(?!.*\.(test|spec)\.).+\.(js|json|svg)|index\.js|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;

interface Check {
	what: string;
	/** What is wrong; empty when nothing is. */
	complaint: string;
}

async function checks(folder: string): Promise<Check[]> {
	await build();
	const packed = await pack(join(folder, 'packed'));
	const unpacked = join(folder, 'unpacked');
	await unpack(packed.tarball, unpacked);
	return [
		{
			what: "n8n's scanner on the source",
			complaint: await scan(root, SOURCE_FILE_PATTERNS),
		},
		{
			what: "n8n's scanner on the packed package",
			complaint: await scan(unpacked, publishedFilePatterns),
		},
		{ what: 'no dependencies at run time', complaint: dependencies(unpacked) },
		{
			what: `${packed.bytes} bytes packed, below ${maximumBytes}`,
			complaint: packed.bytes < maximumBytes ? '' : 'too large',
		},
		{
			what: `${packed.files.length} files, all of them for users`,
			complaint: packed.files.filter((file) => !filesForUsers.test(file)).join(', '),
		},
		{ what: 'everything that package.json names is there', complaint: lacking(packed, unpacked) },
	];
}

async function scan(folder: string, patterns: readonly string[]): Promise<string> {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	return passed ? '' : [message, details].filter(Boolean).join('\n');
}

function dependencies(folder: string): string {
	const description = describe(folder);
	return ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies']
		.filter((kind) => {
			const listed = description[kind];
			return isObject(listed) ? Object.keys(listed).length > 0 : listed !== undefined;
		})
		.join(', ');
}

function lacking({ files }: PackedPackage, folder: string): string {
	const description = describe(folder);
	const named = [
		description['main'],
		at(description, 'n8n', 'nodes'),
		at(description, 'n8n', 'credentials'),
	].flat();
	return named.filter((file) => !files.some((packed) => packed === file)).join(', ');
}

function describe(folder: string): Record<string, unknown> {
	const content: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return isObject(content) ? content : {};
}

const folder = mkdtempSync(join(tmpdir(), 'plugsurfing-emp-scan-'));
try {
	const results = await checks(folder);
	for (const { what, complaint } of results) {
		console.log(complaint ? `FAILED  ${what}: ${complaint}` : `ok      ${what}`);
	}
	process.exitCode = results.some(({ complaint }) => complaint) ? 1 : 0;
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
