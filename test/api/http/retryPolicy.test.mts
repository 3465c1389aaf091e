import { ApiError, type ApiErrorKind } from '../../../nodes/PlugsurfingEmp/api/http/apiError.ts';
import { isWithinLimit, retryAfterMs } from '../../../nodes/PlugsurfingEmp/api/http/retryPolicy.ts';

const NOON = Date.UTC(2026, 0, 31, 12);

test.each<[ApiErrorKind, string | undefined, number | undefined]>([
	['rateLimited', '5', 5000],
	['rateLimited', ' 5 ', 5000],
	['rateLimited', 'Sat, 31 Jan 2026 12:00:30 GMT', 30_000],
	['rateLimited', '31 Jan 2026 12:00:30 +0000', 30_000],
	['rateLimited', '2026-01-31T12:00:30Z', 30_000],
	['rateLimited', '2026-01-31T12:00:30+00:00', 30_000],
	['rateLimited', 'Sat, 31 Jan 2026 11:59:30 GMT', 0],
	['rateLimited', 'soon', undefined],
	['rateLimited', undefined, undefined],
	['serverError', '5', undefined],
])('after %s, Retry-After %j asks for a wait of %p ms', (kind, retryAfter, ms) => {
	const error = new ApiError('No', { kind, remedy: '', retryAfter });
	expect(retryAfterMs(error, NOON)).toBe(ms);
});

test('a wait of up to five minutes is within the limit', () => {
	expect([300_000, 300_001].map(isWithinLimit)).toEqual([true, false]);
});
