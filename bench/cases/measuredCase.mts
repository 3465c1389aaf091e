import { Failure } from '../../host/failure.mjs';
import { markdownTable } from '../../host/markdown.mts';
import type { JsonObject } from '../../host/shape.mts';
import { median, megabytes, ratio, seconds } from '../figures.mts';
import type { Account, Laboratory, Subject, Trial } from '../laboratory.mts';
import type { Chart } from '../drawChart.mts';
import type { Target } from '../published.mts';

/** Resources of a case. */
export interface Bench {
	laboratory: Laboratory;
	/** Number of rounds per subject. */
	rounds: number;
	say: (progress: string) => void;
}

/** Results of a case. */
export interface Report {
	/** Markdown. */
	text: string;
	targets?: Target[];
	chart?: Chart;
}

/** One question of the benchmark. */
export interface MeasuredCase {
	/** Name on the command line. */
	name: string;
	title: string;
	/** Number of rounds needed for publishing. */
	rounds: number;
	run: (bench: Bench) => Promise<Report>;
}

export type Trials = Map<Subject, Trial[]>;

/** Returns the same subjects with saved executions. */
export function saved(subjects: readonly Subject[]): Subject[] {
	return subjects.map((one) => ({ ...one, name: `${one.name}, saved`, saved: true }));
}

/** Measures several subjects in turn (first, second, first, …), so that other load affects all of them. */
export async function inTurn(
	{ laboratory, rounds, say }: Bench,
	account: Account,
	subjects: readonly Subject[],
	bound: number,
	/** Returns what is wrong with a result, because a fast but wrong result does not count. */
	wrong: (result: JsonObject, subject: Subject) => string | undefined | Promise<string | undefined>,
): Promise<Trials> {
	const trials: Trials = new Map(subjects.map((subject): [Subject, Trial[]] => [subject, []]));
	for (let round = 1; round <= rounds; round++) {
		for (const [subject, done] of trials) {
			const trial = await laboratory.trial(account, subject, { bound });
			const complaint = trial.result && (await wrong(trial.result, subject));
			if (complaint) throw new Failure(`${subject.name}: ${complaint}`);
			done.push(trial);
			const figures = `${seconds(trial.seconds)} s, ${megabytes(trial.bytes)} MB`;
			say(`${subject.name}, round ${round}: ${trial.failure ?? figures}`);
		}
	}
	return trials;
}

/** Formats the results of the subjects, compared with a floor in seconds. */
export function comparisonTable(trials: Trials, floor: number): string {
	const rows = [...trials].map(([{ name }, done]) => {
		const middle = (of: (trial: Trial) => number) => median(done.map(of));
		return [
			name,
			seconds(middle((trial) => trial.seconds)),
			ratio(
				middle((trial) => trial.seconds),
				floor,
			),
			seconds(middle(({ processor }) => processor)),
			megabytes(middle(({ bytes }) => bytes)),
			done.map((trial) => trial.failure ?? seconds(trial.seconds)).join(', '),
		];
	});
	const head = [
		'',
		'Seconds',
		'× floor',
		'Processor, s',
		'Peak memory, MB',
		'Seconds of each round',
	];
	return markdownTable(head, rows);
}

/** Returns the bars of a chart. */
export function barsOf(trials: Trials, figure: (trial: Trial) => number): Chart['bars'] {
	return [...trials].map(([{ name }, done]) => ({ name, rounds: done.map(figure) }));
}

/** Returns a figure of one subject as a multiple of another's: the median of the ratios within each round. */
export function multiple(
	trials: Trials,
	[one, other]: readonly [Subject, Subject],
	figure: (trial: Trial) => number = (trial) => trial.seconds,
): number {
	const others = trials.get(other) ?? [];
	return median(
		(trials.get(one) ?? []).map((trial, round) => figure(trial) / figure(others[round] ?? trial)),
	);
}

/** Returns the median seconds of a subject as a multiple of a floor. */
export function multipleOf(trials: Trials, subject: Subject, floor: number): number {
	return median((trials.get(subject) ?? []).map((trial) => trial.seconds)) / floor;
}
