// npm run month: a month of an e-mobility provider in a full n8n, reconciled to the cent. docs/month.md says more.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Closing } from '../host/closing.mts';
import { Failure, explain } from '../host/failure.mjs';
import { markdownTable } from '../host/markdown.mts';
import { monthFolder } from '../host/places.mts';
import { queueServices } from '../host/queueServices.mts';
import { takeStateFolder } from '../host/stateFolder.mts';
import { chartOf } from './chart.mts';
import type { Line } from './reconciliation.mts';
import { playMonth, type MonthOptions, type MonthResult } from './run.mts';

/** A short month. */
const DEFAULTS: MonthOptions = {
	days: 2,
	sessions: 300,
	drivers: 200,
	orders: 10,
	kills: 2,
	restarts: 1,
	databaseRestarts: 1,
	databaseLocks: 0,
	outages: 1,
	queueDays: 0,
	daySeconds: 30,
	seed: 1,
};
const DAY_SECONDS = [10, 12, 15, 20, 30, 60];
const MAX_SHOWN = 20;
const began = Date.now();

function say(progress: string): void {
	const seconds = Math.round((Date.now() - began) / 1000);
	console.log(`[${String(seconds).padStart(4)} s] ${progress}`);
}

function readOptions(): MonthOptions {
	const names = Object.keys(DEFAULTS);
	const { values } = parseArgs({
		options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
	});
	const given = Object.entries(values).map(([name, value]) => [name, Number(value)] as const);
	for (const [name, value] of given) {
		if (!Number.isInteger(value) || value < 0) throw new Failure(`--${name} must be a number`);
	}
	const options = { ...DEFAULTS, ...Object.fromEntries(given) };
	if (options.days < 1 || options.days > 31) throw new Failure('--days must be from 1 to 31');
	if (!DAY_SECONDS.includes(options.daySeconds)) {
		throw new Failure(`--daySeconds must be one of ${DAY_SECONDS.join(', ')}`);
	}
	return options;
}

function tableOf(lines: readonly Line[]): string {
	const count = ({ differences }: Line, kind: string) =>
		String(differences.filter((difference) => difference.kind === kind).length);
	return markdownTable(
		['', 'What happened', 'Customer', 'Lost', 'Duplicated', 'Off'],
		lines.map((line) => [
			...[line.what, String(line.ledger), String(line.customer)],
			...['lost', 'duplicated', 'wrong'].map((kind) => count(line, kind)),
		]),
	);
}

/** The result in Markdown, and each difference with its part of the timeline. */
function report({ lines, timeline, ...result }: MonthResult, options: MonthOptions): string {
	const differences = lines.flatMap((line) => line.differences);
	const attempts = [...result.ledger.records.values()].map((record) => record.attempts);
	const repeats = attempts.filter((count) => count > 1).length;
	const failed = result.requests.filter(({ status = 0 }) => status >= 400 || status === 0).length;
	return [
		`\`npm run month -- ${Object.entries(options)
			.map(([name, value]) => `--${name} ${value}`)
			.join(' ')}\``,
		tableOf(lines),
		[
			`${result.ledger.sessions.size} sessions; ${repeats} records were sent more than once`,
			`${result.requests.length} API requests, ${failed} of them failed`,
			`${result.repeatedOrders} orders were handed over more than once, under the same order ID`,
			`${Math.round((Date.now() - began) / 1000)} s`,
		].join('; ') + '.',
		...differences
			.slice(0, MAX_SHOWN)
			.map(({ kind, subject, what }) =>
				[`- ${kind}: ${subject} ${what}`, ...timeline.about(subject)].join('\n    - '),
			),
	].join('\n\n');
}

const closing = new Closing();
let exitCode = 1;
try {
	const options = readOptions();
	const services = await queueServices();
	if (!services) {
		throw new Failure(
			'The month needs postgresql and redis-server (Debian: apt-get install postgresql redis-server).',
		);
	}
	takeStateFolder(monthFolder, 'The month');
	const result = await playMonth(options, monthFolder, services, closing, say);
	const text = report(result, options);
	console.log(`\n${text}\n`);
	console.log(result.executions);
	writeFileSync(join(monthFolder, 'report.md'), `${text}\n`);
	writeFileSync(join(monthFolder, 'month.svg'), await chartOf(result));
	exitCode = result.lines.every(({ differences }) => differences.length === 0) ? 0 : 1;
} catch (error) {
	console.error(explain(error));
}
await closing.close();
process.exit(exitCode);
