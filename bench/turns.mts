import { Failure } from '../host/failure.mjs';
import type { JsonObject } from '../host/shape.mts';
import type { Laboratory } from './laboratory.mts';
import { megabytes, seconds } from './markdown.mts';
import type { Say } from './measuredCase.mts';
import type { Account, Subject } from './subject.mts';
import { trial, type Trial, type TrialOptions } from './trial.mts';

/** Several subjects in turn (first, second, first, …), so that a busy moment of the machine hits all alike. */
export async function inTurn<S extends Subject>(
	subjects: readonly S[],
	options: TrialOptions & {
		laboratory: Laboratory;
		account: Account;
		rounds: number;
		say: Say;
		/** What is wrong with a result: a quick answer that is not the right one is none. */
		wrong: (result: JsonObject, subject: S) => Promise<string | undefined>;
	},
): Promise<Map<S, Trial[]>> {
	const { laboratory, account, rounds, say, wrong } = options;
	const trials = new Map(subjects.map((subject): [S, Trial[]] => [subject, []]));
	for (let round = 1; round <= rounds; round++) {
		for (const subject of subjects) {
			const done = await trial(laboratory, account, subject, options);
			const complaint = done.result && (await wrong(done.result, subject));
			if (complaint) throw new Failure(`${subject.name}: ${complaint}`);
			trials.get(subject)?.push(done);
			const figures = `${seconds(done.seconds)} s, ${megabytes(done.bytes)} MB`;
			say(`${subject.name}, round ${round}: ${done.failure ?? figures}`);
		}
	}
	return trials;
}
