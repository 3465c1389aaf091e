// npm run bench [-- a c --rounds 3]: measures this package in a real n8n beside the HTTP Request node and writes
// docs/benchmarks.md.
import { join } from 'node:path';
import { Closing } from '../host/closing.mts';
import { explain } from '../host/failure.mjs';
import { root } from '../host/places.mts';
import { takeStateFolder } from '../host/stateFolder.mts';
import { disableKeys } from './cases/disabling.mts';
import { exportKeys } from './cases/exporting.mts';
import { growth } from './cases/growth.mts';
import { listKeys, listOrders } from './cases/listing.mts';
import { loading } from './cases/loading.mts';
import { readCommandLine } from './commandLine.mts';
import { writeSections } from './document.mts';
import { Laboratory } from './laboratory.mts';
import { disturbance, machine } from './machine.mts';
import type { MeasuredCase } from './measuredCase.mts';

const cases: MeasuredCase[] = [listKeys, listOrders, disableKeys, exportKeys, growth, loading];
const document = join(root, 'docs', 'benchmarks.md');
const stateFolder = join(root, '.bench');
const started = Date.now();

function say(progress: string): void {
	const elapsed = Math.round((Date.now() - started) / 1000);
	console.log(`[${String(elapsed).padStart(4)} s] ${progress}`);
}

function today(): string {
	return new Date().toISOString().slice(0, 10);
}

async function bench(closing: Closing): Promise<void> {
	const choice = readCommandLine(
		process.argv.slice(2),
		cases.map(({ letter }) => letter),
	);
	takeStateFolder(stateFolder, 'The benchmark');
	say('Building and packing the package');
	const laboratory = await Laboratory.open(stateFolder, closing);
	const where = machine(laboratory);
	for (const one of cases.filter(({ letter }) => choice.letters.includes(letter))) {
		const { letter, title } = one;
		const rounds = choice.rounds ?? one.rounds;
		say(`${letter}. ${title}`);
		const figures = await one.run(laboratory, rounds, say);
		const text = `${figures}\n\n${today()}, rounds: ${rounds}; ${disturbance(laboratory.disturbances.splice(0))}; ${where}.`;
		console.log(`\n${text}\n`);
		if (rounds >= one.rounds) writeSections(document, [{ letter, title, text }]);
		else say(`Not written down: ${one.rounds} rounds are needed for figures that count.`);
	}
}

const closing = new Closing();
try {
	await bench(closing);
	await closing.close();
	process.exit(0);
} catch (error) {
	console.error(explain(error));
	await closing.close();
	process.exit(1);
}
