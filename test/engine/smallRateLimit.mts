/*
 * A tenth of the fair-use limit, so that few requests use up a minute. A test file replaces a built file with this
 * one and starts simulators with the same limit:
 *
 *   jest.mock('…/api/http/rateLimit.js', () => jest.requireActual('../engine/smallRateLimit.mts'));
 */

type Built = typeof import('../../nodes/PlugsurfingEmp/api/http/rateLimit.ts');

const built = jest.requireActual<Built>('../../dist/nodes/PlugsurfingEmp/api/http/rateLimit.js');

export const REQUESTS_PER_MINUTE = built.REQUESTS_PER_MINUTE / 10;

export const rateLimitFor: Built['rateLimitFor'] = (baseUrl, apiKey) =>
	built.rateLimitFor(baseUrl, apiKey, REQUESTS_PER_MINUTE);
