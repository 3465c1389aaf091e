// npm run month: a month of an e-mobility provider in a full n8n, reconciled to the cent. docs/month.md says more.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Closing } from '../host/closing.mts';
import { Failure, explain } from '../host/failure.mjs';
import { markdownTable } from '../host/markdown.mts';
import { monthFolder } from '../host/places.mts';
import { queueServices } from '../host/queueServices.mts';
import { takeStateFolder } from '../host/stateFolder.mts';
import { chartOf } from './chart.mts';
import type { Line } from './reconciliation.mts';
import { playMonth, type MonthOptions, type MonthResult } from './run.mts';

const short: MonthOptions = {
	days: 2,
	sessions: 300,
	drivers: 200,
	orders: 10,
	daySeconds: 30,
	legacyEngine: 0,
	seed: 1,
	kills: 2,
	restarts: 1,
	updates: 0,
	queueDays: 0,
	databaseRestarts: 1,
	databaseLocks: 0,
	outages: 1,
	emptyLists: 1,
	cutLists: 1,
};

const week: MonthOptions = {
	...short,
	days: 7,
	sessions: 1050,
	drivers: 2000,
	orders: 70,
	legacyEngine: 1,
	seed: 2,
	updates: 1,
	queueDays: 2,
	databaseLocks: 1,
	cutLists: 2,
};

const full: MonthOptions = {
	...week,
	days: 31,
	sessions: 12_000,
	drivers: 20_000,
	orders: 300,
	daySeconds: 60,
	seed: 3,
	kills: 5,
	restarts: 3,
	queueDays: 7,
};

const MAX_SHOWN = 20;
const began = Date.now();

function say(progress: string): void {
	const seconds = Math.round((Date.now() - began) / 1000);
	console.log(`[${String(seconds).padStart(4)} s] ${progress}`);
}

/** A preset, what changes it, and where the result goes as well, in the form of Jest's. */
function readArguments(): { options: MonthOptions; outputFile: string | undefined } {
	const names = Object.keys(short);
	const accepted: NonNullable<ParseArgsConfig['options']> = {
		...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
		week: { type: 'boolean' },
		full: { type: 'boolean' },
		outputFile: { type: 'string' },
	};
	const { values } = parseArgs({ options: accepted });
	const { week: isWeek, full: isFull, outputFile, ...texts } = values;
	if (isWeek && isFull) throw new Failure('Choose --week or --full');
	const given = Object.entries(texts).map(([name, value]) => [name, Number(value)] as const);
	for (const [name, value] of given) {
		if (!Number.isInteger(value) || value < 0) throw new Failure(`--${name} must be a number`);
	}
	const preset = isFull ? full : isWeek ? week : short;
	const options = { ...preset, ...Object.fromEntries(given) };
	if (options.days < 1 || options.days > 31) throw new Failure('--days must be from 1 to 31');
	if (options.daySeconds < 10 || 3600 % options.daySeconds !== 0) {
		throw new Failure('--daySeconds must be at least 10 and divide 3600');
	}
	return { options, outputFile: typeof outputFile === 'string' ? outputFile : undefined };
}

/** Each line is a test: .ci/run counts them. */
function asTests(lines: readonly Line[]): string {
	const failed = lines.filter(({ differences }) => differences.length > 0).length;
	return JSON.stringify({
		numPassedTests: lines.length - failed,
		numFailedTests: failed,
		numRuntimeErrorTestSuites: 0,
	});
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
		[
			"n8n's own Webhook node, called without the reverse proxy while n8n was away or starting, responded",
			`with 200 to ${result.ownWebhook.accepted} calls and did not store ${result.ownWebhook.lost} of them.`,
		].join(' '),
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
	const { options, outputFile } = readArguments();
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
	if (outputFile !== undefined) writeFileSync(outputFile, asTests(result.lines));
	for (const theme of ['light', 'dark'] as const) {
		writeFileSync(join(monthFolder, `month-${theme}.svg`), await chartOf(result, theme));
	}
	exitCode = result.lines.every(({ differences }) => differences.length === 0) ? 0 : 1;
} catch (error) {
	console.error(explain(error));
}
await closing.close();
process.exit(exitCode);
