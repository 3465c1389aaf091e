import { ApiError } from '../../api/client';
import { MAX_LOCATIONS, type Circle } from '../../api/locationSearch';

/*
 * Errors of operations that send several searches. `where` completes "searches … had succeeded": "along the
 * route".
 */

/** Adds to the error of a failed search that the results of earlier searches are not returned. */
export function interrupted(cause: unknown, searches: number, where: string): unknown {
	if (!(cause instanceof ApiError) || searches === 0) return cause;
	return cause.after(
		`${searches === 1 ? '1 search' : `${searches} searches`} ${where} had succeeded; partial results are never returned`,
	);
}

/** Creates the error for a spot that cannot be split further. */
export function tooManyAtOneSpot(
	{ latitude, longitude, distance }: Circle,
	where: string,
): ApiError {
	return new ApiError(
		`Could not find all locations ${where}: there are ${MAX_LOCATIONS} or more within ${distance} metres of ${latitude}, ${longitude}, and one search returns no more than that`,
		{ remedy: 'Add filters so that fewer locations match.' },
	);
}
