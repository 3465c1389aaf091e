/** Time and chance, so that tests can simulate them. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Waits so many milliseconds; throws ApiError as soon as the execution is cancelled. */
	pause(ms: number): Promise<void>;
	/** From 0 up to, but not including, 1. */
	random(): number;
}
