/*
 * A tenth of the fair use, so that few requests use up a minute. A test file puts this in the place of a built file,
 * and starts simulators with as much:
 *
 *   jest.mock('…/api/http/rateLimit.js', () => jest.requireActual('../engine/smallRateLimit.mts'));
 */

type Built = typeof import('../../nodes/PlugsurfingEmp/api/http/rateLimit.ts');

const built = jest.requireActual<Built>('../../dist/nodes/PlugsurfingEmp/api/http/rateLimit.js');

export const REQUESTS_PER_MINUTE = built.REQUESTS_PER_MINUTE / 10;

export const rateLimitFor: Built['rateLimitFor'] = (baseUrl, apiKey) =>
	built.rateLimitFor(baseUrl, apiKey, REQUESTS_PER_MINUTE);
