import type { NodeExecutionHint } from 'n8n-workflow';

import { REQUESTS_PER_MINUTE, type RequestStats } from '../api/client';

/**
 * Hints that explain why a run took longer than expected. n8n already reports Limit.
 *
 * @param failed number of failed items
 */
export function hints(
	{ retries, rateLimitWaitMs }: RequestStats,
	failed: number,
): NodeExecutionHint[] {
	const messages: string[] = [];
	if (rateLimitWaitMs > 0) {
		const seconds = Math.ceil(rateLimitWaitMs / 1000);
		const allowed = REQUESTS_PER_MINUTE.toLocaleString('en-US');
		messages.push(
			`Waited ${seconds} ${seconds === 1 ? 'second' : 'seconds'} for the next minute: Plugsurfing allows ${allowed} requests per minute for one API key.`,
		);
	}
	if (retries > 0) {
		const requests =
			retries === 1 ? '1 request was' : `${retries.toLocaleString('en-US')} requests were`;
		const outcome = failed === 0 ? ' Nothing was lost.' : '';
		messages.push(`${requests} sent again because Plugsurfing was busy or unreachable.${outcome}`);
	}
	return messages.map((message) => ({ message, location: 'outputPane' }));
}
