// npm run bench [-- a c --rounds 3]: measures this package in a real n8n beside the HTTP Request node and writes
// docs/benchmarks.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Closing } from '../host/closing.mts';
import { capture } from '../host/command.mts';
import { Failure, explain } from '../host/failure.mjs';
import { n8nFolder, root } from '../host/places.mts';
import { textAt } from '../host/shape.mts';
import { takeStateFolder } from '../host/stateFolder.mts';
import { disableKeys } from './cases/disabling.mts';
import { exportKeys, growth } from './cases/exporting.mts';
import { listKeys, listOrders } from './cases/listing.mts';
import { loading } from './cases/loading.mts';
import { syncDisables } from './cases/syncDisabling.mts';
import { syncNothing } from './cases/syncing.mts';
import { count } from './figures.mts';
import { Laboratory } from './laboratory.mts';

const cases = [
	...[listKeys, listOrders, disableKeys, exportKeys, growth, loading],
	...[syncNothing, syncDisables],
];
const document = join(root, 'docs', 'benchmarks.md');
const stateFolder = join(root, '.bench');
const started = Date.now();

function say(progress: string): void {
	const elapsed = Math.round((Date.now() - started) / 1000);
	console.log(`[${String(elapsed).padStart(4)} s] ${progress}`);
}

async function bench(closing: Closing): Promise<void> {
	const { positionals: letters, values } = parseArgs({
		allowPositionals: true,
		options: { rounds: { type: 'string' } },
	});
	const chosen = cases.filter(({ letter }) => letters.length === 0 || letters.includes(letter));
	const wanted = values.rounds === undefined ? undefined : Number(values.rounds);
	if (chosen.length === 0 || (wanted !== undefined && !(Number.isInteger(wanted) && wanted > 0))) {
		throw new Failure('Usage: npm run bench -- [a b c d e f g h] [--rounds <number from 1>]');
	}
	takeStateFolder(stateFolder, 'The benchmark');
	say('Building and packing the package');
	const laboratory = await Laboratory.open(stateFolder, closing);
	const where = await machine(laboratory);
	for (const { letter, title, rounds: needed, run } of chosen) {
		const rounds = wanted ?? needed;
		say(`${letter}. ${title}`);
		const figures = await run({ laboratory, rounds, say });
		const text = `${figures}\n\n${new Date().toISOString().slice(0, 10)}, rounds: ${rounds}; ${where}.`;
		console.log(`\n${text}\n`);
		if (rounds >= needed) write(`## ${letter}. ${title}\n\n${text}\n`);
		else say(`Not written down: ${needed} rounds are needed for figures that count.`);
	}
}

/** Where and with what is measured, in a line. */
async function machine({ installation, packed, folder }: Laboratory): Promise<string> {
	const script =
		'process.version + " with its default heap (" +' +
		'Math.round(require("node:v8").getHeapStatistics().heap_size_limit / 1e6) + " MB at most)"';
	const node = await capture(installation.node, ['-p', script], folder);
	const n8n: unknown = JSON.parse(readFileSync(join(n8nFolder, 'package.json'), 'utf8'));
	return [
		`${packed.name} ${packed.version}`,
		`n8n ${textAt(n8n, 'dependencies', 'n8n')} on Node ${node.trim()}`,
		`${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${count(Math.round(totalmem() / 1e6))} MB of memory`,
		process.platform,
	].join('; ');
}

/** Replaces the section about the same case, which the document has for each of them. */
function write(section: string): void {
	const [heading = ''] = section.split('\n');
	const sections = readFileSync(document, 'utf8').split(/^(?=## )/m);
	const place = sections.findIndex((one) => one.startsWith(heading.slice(0, '## a.'.length)));
	if (place < 0) throw new Failure(`${document} has no section ${heading}`);
	sections[place] = place === sections.length - 1 ? section : `${section}\n`;
	writeFileSync(document, sections.join(''));
}

const closing = new Closing();
let exitCode = 0;
try {
	await bench(closing);
} catch (error) {
	console.error(explain(error));
	exitCode = 1;
}
await closing.close();
process.exit(exitCode);
