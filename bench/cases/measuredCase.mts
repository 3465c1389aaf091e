import { Failure } from '../../host/failure.mjs';
import type { JsonObject } from '../../host/shape.mts';
import { megabytes, seconds } from '../figures.mts';
import type { Account, Laboratory, Subject, Trial } from '../laboratory.mts';

/** What a case measures with. */
export interface Bench {
	laboratory: Laboratory;
	/** How often each side has its turn. */
	rounds: number;
	say: (progress: string) => void;
}

/** One question of the benchmark. */
export interface MeasuredCase {
	letter: string;
	title: string;
	/** The rounds that figures worth writing down need. */
	rounds: number;
	/** Measures, and answers in Markdown. */
	run: (bench: Bench) => Promise<string>;
}

/** The subjects, and the same ones with executions that n8n saves. */
export function unsavedAndSaved(subjects: readonly Subject[]): Subject[] {
	return [
		...subjects,
		...subjects.map((one) => ({ ...one, name: `${one.name}, saved`, saved: true })),
	];
}

/** Several subjects in turn (first, second, first, …), so that a busy moment of the machine affects all alike. */
export async function inTurn(
	{ laboratory, rounds, say }: Bench,
	account: Account,
	subjects: readonly Subject[],
	bound: number,
	/** What is wrong with a result: a fast answer that is wrong does not count. */
	wrong: (result: JsonObject, subject: Subject) => string | undefined | Promise<string | undefined>,
): Promise<Map<Subject, Trial[]>> {
	const trials = new Map(subjects.map((subject): [Subject, Trial[]] => [subject, []]));
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
