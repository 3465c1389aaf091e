/** How fast sessions move, in milliseconds of the simulator's clock. */
export interface SessionPace {
	/** From the start request to STARTED (or FAILED). */
	startsAfterMs: number;
	/** From the stop request to COMPLETE (or STOP_FAILED). */
	completesAfterMs: number;
}

export type SessionStatus =
	| 'CREATED'
	| 'WAITING_TO_START'
	| 'STARTED'
	| 'WAITING_TO_STOP'
	| 'STOPPED'
	| 'COMPLETE'
	| 'FAILED'
	| 'STOP_FAILED';

export type SessionCourse =
	| 'stop-fails'
	| 'fails'
	| 'never-starts'
	| 'asks-3ds'
	| 'ends-locally'
	| 'works';

/** In this order, because `stop-fails` also ends with `fails`. */
const MAGIC_ENDINGS = ['stop-fails', 'fails', 'never-starts', 'asks-3ds', 'ends-locally'] as const;

/** Returns the course of sessions on a connector, from the end of its ID. */
export function courseOf(connectorId: string): SessionCourse {
	return MAGIC_ENDINGS.find((ending) => connectorId.endsWith(ending)) ?? 'works';
}

export interface SessionTimes {
	requestedAt: number;
	stopRequestedAt?: number;
}

/** Returns when charging begins and, after a stop request, when it ends. */
export function chargingTimes(course: SessionCourse, times: SessionTimes, pace: SessionPace) {
	const startedAt = times.requestedAt + pace.startsAfterMs;
	const stopRequestedAt =
		course === 'ends-locally' ? startedAt + pace.completesAfterMs : times.stopRequestedAt;
	if (stopRequestedAt === undefined) return { startedAt };
	const stoppedAt = stopRequestedAt + pace.completesAfterMs / 3;
	return { startedAt, stopRequestedAt, stoppedAt };
}

/** Returns the status of a session at a time, computed from its start and stop requests, without timers. */
export function statusAt(
	now: number,
	course: SessionCourse,
	times: SessionTimes,
	pace: SessionPace,
): SessionStatus {
	const { startedAt, stopRequestedAt, stoppedAt } = chargingTimes(course, times, pace);
	if (now < times.requestedAt + pace.startsAfterMs / 2) return 'CREATED';
	if (now < startedAt || course === 'never-starts') return 'WAITING_TO_START';
	if (course === 'fails') return 'FAILED';
	if (stopRequestedAt === undefined || now < stopRequestedAt) return 'STARTED';
	if (now < stoppedAt) return 'WAITING_TO_STOP';
	if (course === 'stop-fails') return 'STOP_FAILED';
	return now < stopRequestedAt + pace.completesAfterMs ? 'STOPPED' : 'COMPLETE';
}

/**
 * Returns the status of a session's charging point: occupied while it charges, available afterwards; undefined
 * if it has not charged.
 */
export function evseStatusOf(status: SessionStatus): 'OCCUPIED' | 'AVAILABLE' | undefined {
	switch (status) {
		case 'STARTED':
		case 'WAITING_TO_STOP':
		case 'STOP_FAILED':
			return 'OCCUPIED';
		case 'STOPPED':
		case 'COMPLETE':
			return 'AVAILABLE';
		case 'CREATED':
		case 'WAITING_TO_START':
		case 'FAILED':
			return undefined;
	}
}
