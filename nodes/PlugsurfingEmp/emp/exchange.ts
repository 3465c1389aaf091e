import { answerFailure, type HttpAnswer } from './answerFailure';
import type { Clock } from './clock';
import type { EmpError } from './empError';
import type { FairUse } from './fairUse';
import type { EmpRequest } from './request';
import { askedPause, isBearable, mayBeRepeated, waitBeforeNextTry } from './retryPolicy';
import type { Tally } from './tally';

/** Sends a request once: the answer whatever its status, or why there is none. */
export type Send = (request: EmpRequest) => Promise<{ answer: HttpAnswer } | { failure: EmpError }>;

interface Means {
	send: Send;
	fairUse: FairUse;
	clock: Clock;
	tally: Tally;
	maxRetries: number;
}

function isGood({ status }: HttpAnswer): boolean {
	return status >= 200 && status <= 299;
}

/**
 * Sends a request within fair use, again where the policy allows it, and returns the body of the good
 * answer.
 *
 * @throws EmpError of the last try.
 */
export async function exchange(request: EmpRequest, means: Means): Promise<unknown> {
	const { send, fairUse, clock, tally, maxRetries } = means;
	for (let tries = 1; ; tries++) {
		const queued = clock.now();
		if (await fairUse.turn(clock)) tally.waitedForFairUse(queued, clock.now());

		const sentAt = clock.now();
		const outcome = await send(request);
		if ('answer' in outcome && isGood(outcome.answer)) return outcome.answer.body;

		const failure = 'answer' in outcome ? answerFailure(request, outcome.answer) : outcome.failure;
		const refused = failure.details.status === 429;
		if (refused) tellOthers(failure, sentAt, means);

		const again = tries <= maxRetries && mayBeRepeated(request, failure);
		const wait = again ? waitBeforeNextTry(failure, tries, sentAt, clock) : undefined;
		if (wait === undefined)
			throw tries > 1 ? failure.after(`It was tried ${tries} times`) : failure;

		tally.retries += 1;
		const began = clock.now();
		await clock.pause(wait);
		if (refused) tally.waitedForFairUse(began, clock.now());
	}
}

/** A refused request stands for all that have the same API key: they need not be refused one by one. */
function tellOthers(refusal: EmpError, sentAt: number, { fairUse, clock }: Means): void {
	const now = clock.now();
	const asked = askedPause(refusal, now);
	if (asked === undefined) fairUse.spent(sentAt);
	else if (isBearable(asked)) fairUse.close(now, asked);
}
