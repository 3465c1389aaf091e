import type { ApiRequest } from '../../../nodes/PlugsurfingEmp/api/http/request.ts';
import {
	dailyLimitError,
	insteadOf,
	isHtml,
	isOk,
	responseError,
	unexpectedResponse,
} from '../../../nodes/PlugsurfingEmp/api/http/responseErrors.ts';

const request: ApiRequest = { method: 'GET', path: '/', activity: 'read it', idempotent: true };

/** Ends with a full sentence. */
const ADVICE = /^[A-Z].{15,}\.$/;

test('a status is OK from 200 to 299', () => {
	expect([199, 200, 299, 300].map(isOk)).toEqual([false, true, true, false]);
});

test.each([
	[199, 'rejected', 'the server sent an unexpected response'],
	[300, 'rejected', 'the server redirected the request'],
	[399, 'rejected', 'the server redirected the request'],
	[400, 'rejected', 'Plugsurfing rejected the request as invalid'],
	[401, 'rejected', 'Plugsurfing did not accept the API key'],
	[403, 'rejected', 'Plugsurfing denied access'],
	[404, 'notFound', 'Plugsurfing did not find it'],
	[409, 'conflict', 'the server sent an unexpected response'],
	[429, 'rateLimited', 'Plugsurfing received too many requests'],
	[499, 'rejected', 'the server sent an unexpected response'],
	[500, 'serverError', "Plugsurfing's server could not handle the request"],
	[599, 'serverError', "Plugsurfing's server could not handle the request"],
])('status %i counts as %s: %s', (status, kind, reason) => {
	const { message, details } = responseError(request, { status, headers: {}, body: '' });
	expect(message).toContain(`Could not read it: ${reason}`);
	expect(message.endsWith(` (${status})`)).toBe(true);
	expect(details).toMatchObject({ kind, status, remedy: expect.stringMatching(ADVICE) as string });
});

test('only a text that begins with a tag is a web page', () => {
	expect([' <html>', 'text', ['<p>']].map(isHtml)).toEqual([true, false, false]);
});

test('a request can have its own reason for a status', () => {
	const statusReasons = { 404: { reason: 'it is gone', remedy: 'Make another.' } };
	const response = { status: 404, headers: {}, body: '' };
	expect(responseError({ ...request, statusReasons }, response)).toMatchObject({
		message: 'Could not read it: it is gone (404)',
		details: { kind: 'notFound', remedy: 'Make another.' },
	});
});

test.each([
	[{ message: 'a', error: 'b' }, 'a'],
	[{ message: '', error: 'b', errorText: 'c' }, 'b'],
	[{ errorText: 'c', errors: ['d'] }, 'c'],
	[{ errors: ['d'] }, '["d"]'],
	[' plain \n', 'plain'],
	[5, '5'],
	['x'.repeat(300), 'x'.repeat(300)],
	['x'.repeat(301), `${'x'.repeat(300)}…`],
	...['', '  ', null, undefined, {}, { message: '' }, '<html>', { message: '\n <p>' }].map(
		(body): [unknown, undefined] => [body, undefined],
	),
])('in the body %j the API says %j', (body, apiMessage) => {
	const { message, details } = responseError(request, { status: 400, headers: {}, body });
	expect(details.apiMessage).toBe(apiMessage);
	expect(message.split('(400)')[1]).toBe(apiMessage === undefined ? '' : `: ${apiMessage}`);
});

test.each([
	['7', '7'],
	[['7'], undefined],
	[undefined, undefined],
])('the header Retry-After %j is kept as %j', (header, retryAfter) => {
	const headers = { 'retry-after': header };
	const { details } = responseError(request, { status: 429, headers, body: '' });
	expect(details.retryAfter).toBe(retryAfter);
});

test('the daily limit is an error with its own kind', () => {
	expect(dailyLimitError(request)).toMatchObject({
		message: expect.stringContaining('the daily limit of 1,000,000 requests') as string,
		details: { kind: 'dailyLimit', status: 429, remedy: expect.stringMatching(ADVICE) as string },
	});
});

test.each([
	['', 'empty'],
	[' \n', 'empty'],
	[' <html>', 'an HTML page'],
	['a < b', 'incomplete or invalid JSON'],
	[[], 'a list'],
	[{}, 'a different object'],
	[5, 'the value 5'],
	[null, 'the value null'],
])('a 2xx response of %j is %s', (body, described) => {
	expect(unexpectedResponse(request, insteadOf('a thing', body))).toMatchObject({
		message: `Could not read it: the response is ${described} instead of a thing`,
		details: { kind: 'invalidResponse', remedy: expect.stringMatching(ADVICE) as string },
	});
});
