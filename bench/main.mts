// npm run bench [-- list export --rounds 3]: compares this package with the HTTP Request node in a real n8n and
// writes docs/benchmarks.md. --quick tries cases without publishing figures; --draw only redraws the charts.
import { readFileSync } from 'node:fs';
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
import { listFleets } from './cases/fleets.mts';
import { listKeys } from './cases/listing.mts';
import { loading } from './cases/loading.mts';
import { longRuns } from './cases/longRuns.mts';
import { searchPoints, searchRoute } from './cases/searching.mts';
import { syncDisables } from './cases/syncDisabling.mts';
import { syncNothing } from './cases/syncing.mts';
import { tls } from './cases/tls.mts';
import { webhooks } from './cases/webhooks.mts';
import { count, median } from './figures.mts';
import { Laboratory } from './laboratory.mts';
import { draw, publish } from './published.mts';

const cases = [
	...[listKeys, searchPoints, searchRoute, listFleets, disableKeys, exportKeys],
	...[growth, loading, tls, webhooks, longRuns, syncNothing, syncDisables],
];
const stateFolder = join(root, '.bench');
const started = Date.now();

function say(progress: string): void {
	console.log(`[${String(secondsSince(started)).padStart(4)} s] ${progress}`);
}

function secondsSince(moment: number): number {
	return Math.round((Date.now() - moment) / 1000);
}

async function bench(closing: Closing): Promise<void> {
	const { positionals: names, values } = parseArgs({
		allowPositionals: true,
		options: {
			rounds: { type: 'string' },
			quick: { type: 'boolean', default: false },
			draw: { type: 'boolean', default: false },
		},
	});
	if (values.draw) {
		await draw();
		return;
	}
	const chosen = cases.filter(({ name }) => names.length === 0 || names.includes(name));
	const wanted = values.rounds === undefined ? undefined : Number(values.rounds);
	const isKnown = names.every((name) => cases.some((one) => one.name === name));
	if (!isKnown || (wanted !== undefined && !(Number.isInteger(wanted) && wanted > 0))) {
		const all = cases.map(({ name }) => name).join(' ');
		throw new Failure(
			`Usage: npm run bench -- [${all}] [--rounds <number from 1>] [--quick] | --draw`,
		);
	}
	takeStateFolder(stateFolder, 'The benchmark');
	say('Building and packing the package');
	const laboratory = await Laboratory.open(stateFolder, closing);
	laboratory.quick = values.quick;
	const where = await machine(laboratory);
	const failed: string[] = [];
	for (const { name, title, rounds: needed, run } of chosen) {
		const rounds = wanted ?? (values.quick ? 1 : needed);
		const caseStarted = Date.now();
		say(`${name}: ${title}`);
		try {
			const { text, targets = [], chart } = await run({ laboratory, rounds, say });
			const date = new Date().toISOString().slice(0, 10);
			const conditions = `rounds: ${rounds}; ${load(laboratory.others.splice(0))}; ${where}`;
			const whole = `${text}\n\n${date}, ${conditions}.`;
			console.log(`\n${whole}\n\n${JSON.stringify(targets)}\n`);
			if (rounds >= needed && !values.quick) {
				await publish(name, title, whole, { date, conditions, targets, chart });
			} else say(`Not written down: that takes ${needed} rounds, and none of them quick.`);
		} catch (error) {
			// Continue with the other cases.
			failed.push(name);
			console.error(explain(error));
		}
		say(`${name} took ${secondsSince(caseStarted)} s`);
	}
	say(`${chosen.length} cases took ${secondsSince(started)} s in all`);
	if (failed.length > 0) throw new Failure(`Not measured: ${failed.join(', ')}`);
}

/** Describes the load of other programs during the measurements. */
function load(others: readonly number[]): string {
	if (others.length === 0) return 'other programs not watched';
	const percent = (share: number) => `${Math.round(share * 100)} %`;
	return `other programs took ${percent(median(others))} of the processor (median; ${percent(Math.max(...others))} in the worst round)`;
}

/** Describes the machine and the versions in one line. */
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
