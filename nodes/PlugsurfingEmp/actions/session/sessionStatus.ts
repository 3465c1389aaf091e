/**
 * What a session's status means for somebody who waits. The page names only COMPLETE; the others are
 * those of the same API under another roof (docs/api-facts.md#session-statuses), their meanings inferred.
 */
const HAS_STARTED = new Set(['STARTED', 'WAITING_TO_STOP', 'STOP_FAILED', 'STOPPED', 'COMPLETE']);

/** Charging began, even if it has ended since. */
export function hasStarted(status: string): boolean {
	return HAS_STARTED.has(status);
}

/** Ended and priced. */
export function isComplete(status: string): boolean {
	return status === 'COMPLETE';
}

/** Will never start. */
export function hasFailed(status: string): boolean {
	return status === 'FAILED';
}
