import {
	ApiError,
	failedAfterSending,
	type ApiErrorKind,
} from '../../../nodes/PlugsurfingEmp/api/http/apiError.ts';

test.each([
	['It broke', 'It broke. n8n tried 2 times'],
	['It broke.', 'It broke. n8n tried 2 times'],
	['It broke! ', 'It broke! n8n tried 2 times'],
	['Why?  ', 'Why? n8n tried 2 times'],
	['It was cut…', 'It was cut… n8n tried 2 times'],
	['Why? It broke', 'Why? It broke. n8n tried 2 times'],
])('a sentence after %j begins after one full stop', (message, expected) => {
	const error = new ApiError(message, { kind: 'notFound', remedy: 'Mend it.' });
	const longer = error.after('n8n tried 2 times', { sessionId: 'a' });
	expect([longer.name, longer.message]).toEqual(['ApiError', expected]);
	expect(longer.details).toEqual({ kind: 'notFound', remedy: 'Mend it.', sessionId: 'a' });
});

const reason = { reason: 'it is lost', remedy: 'Mend it.' };

test.each<[ApiErrorKind, string]>([
	['serverError', 'Try again in a few minutes. Mend it.'],
	['connectionLost', 'Try again in a few minutes. Mend it.'],
	['invalidResponse', 'Mend it.'],
	['cancelled', 'Mend it.'],
])('the remedy for an idempotent request after %s is "%s"', (kind, remedy) => {
	const request = { method: 'GET', path: '/', activity: 'read it', idempotent: true } as const;
	const error = failedAfterSending(request, reason, { kind });
	expect(error.message).toBe('Could not read it: it is lost');
	expect(error.details).toEqual({ kind, remedy });
});

test.each([
	[undefined, ''],
	['Look at it', 'Look at it. '],
	['Look at it.', 'Look at it. '],
])('any other request may have taken effect, and how to check is %j', (howToCheck, sentence) => {
	const request = { method: 'POST', path: '/', activity: 'make it', idempotent: false } as const;
	const error = failedAfterSending({ ...request, howToCheck }, reason, { kind: 'serverError' });
	expect(error.message).toBe(
		`The request to make it may have taken effect. ${sentence}Reason: it is lost`,
	);
	expect(error.details).toEqual({
		kind: 'serverError',
		remedy: 'Mend it.',
		mayHaveTakenEffect: true,
	});
});
