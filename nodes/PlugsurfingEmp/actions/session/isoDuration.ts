const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

const SECONDS = [7 * 24 * 3600, 24 * 3600, 3600, 60, 1];

/**
 * Converts an ISO 8601 duration to seconds: PT39M40S to 2380. Returns undefined for anything else, and for
 * months and years, whose lengths vary.
 */
export function secondsOf(duration: string): number | undefined {
	const parts = DURATION.exec(duration)?.slice(1);
	if (!parts?.some((part) => part !== undefined)) return undefined;
	return parts.reduce(
		(sum, part, index) => sum + Number((part ?? '0').replace(',', '.')) * (SECONDS[index] ?? 0),
		0,
	);
}
