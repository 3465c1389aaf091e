import type { NodeExecutionHint } from 'n8n-workflow';

import { REQUESTS_PER_MINUTE } from '../api/http/rateLimit';
import type { RequestStats } from '../api/http/requestStats';

/** What a user should know of a run that took longer than it looks. That a list stopped at Limit n8n says itself. */
export function hints({ retries, rateLimitWaitMs }: RequestStats): NodeExecutionHint[] {
	const messages: string[] = [];
	if (rateLimitWaitMs > 0) {
		const seconds = Math.ceil(rateLimitWaitMs / 1000);
		const allowed = REQUESTS_PER_MINUTE.toLocaleString('en-US');
		messages.push(
			`Waited ${seconds} ${seconds === 1 ? 'second' : 'seconds'} for the next minute: Plugsurfing allows ${allowed} requests per minute for one API key.`,
		);
	}
	if (retries > 0) {
		messages.push(
			`${retries === 1 ? '1 request was' : `${retries.toLocaleString('en-US')} requests were`} sent again because Plugsurfing was busy or out of reach. Nothing was lost.`,
		);
	}
	return messages.map((message) => ({ message, location: 'outputPane' }));
}
