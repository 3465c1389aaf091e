// npm run verify-api: checks the inferences about the API. See docs/verify-api.md.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Failure } from '../host/failure.mjs';
import { runCommand, UsageError } from '../simulator/commandLine.mts';
import { Contract } from '../simulator/contract.mts';
import { HELP, readArguments } from './commandLine.mts';
import { countsOf, tableOf, verify } from './verify.mts';

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function confirm(question: string): Promise<boolean> {
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question(`\n${question} [y/N] `);
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}

async function main(): Promise<void> {
	const options = readArguments(process.argv.slice(2), process.env);
	if (options === 'help') {
		process.stdout.write(HELP);
		return;
	}
	if (options.write && !process.stdin.isTTY) {
		throw new UsageError('--write asks before each request, so it needs a terminal');
	}
	const { environment, report: file } = options;
	const contract = await Contract.load();
	const { rows, report } = await verify({
		...options,
		contract,
		print,
		confirm: options.write ? confirm : undefined,
	});
	if (file !== undefined) {
		writeFileSync(file, `${JSON.stringify({ environment, ...report }, undefined, '\t')}\n`);
	}
	print(`\n${tableOf(rows)}\n\n${countsOf(rows)}`);
	if (file !== undefined) print(`The report is in ${file}. Read it before you publish it.`);
	if (report.exchanges.every(({ status }) => typeof status !== 'number')) {
		throw new Failure('No response. Check PLUGSURFING_EMP_BASE_URL and the network.');
	}
	if (!rows.some(({ verdict }) => verdict === 'confirmed')) process.exitCode = 1;
}

runCommand(main);
