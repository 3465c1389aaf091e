const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

const SECONDS = [7 * 24 * 3600, 24 * 3600, 3600, 60, 1];

/**
 * An ISO 8601 duration in seconds: PT39M40S is 2380. Undefined for anything else, and for months and years, whose
 * length varies. Its own file because nothing in it is about sessions.
 */
export function secondsOf(duration: string): number | undefined {
	const parts = DURATION.exec(duration)?.slice(1);
	if (!parts?.some((part) => part !== undefined)) return undefined;
	return parts.reduce(
		(sum, part, index) => sum + Number((part ?? '0').replace(',', '.')) * (SECONDS[index] ?? 0),
		0,
	);
}
