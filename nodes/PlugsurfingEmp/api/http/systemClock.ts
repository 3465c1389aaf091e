import type { Clock } from './clock';
import { pauseOf, type Cancellable } from './pause';

/** The clock of this machine, for one execution: the one place where real time and chance come in. */
export function systemClock(context: Cancellable): Clock {
	return { now: Date.now, random: Math.random, pause: pauseOf(context) };
}
