import { STATUS_CODES } from 'node:http';
import { toReply, type Delivery, type Reply } from './delivery.mts';
import type { Fault } from './faults.mts';
import { isRecord, type Answer } from './schemas.mts';

/** A page such as a proxy or a maintenance server sends. */
const HTML_PAGE = `<!DOCTYPE html>
<html><head><title>Down for maintenance</title></head>
<body><h1>We will be back soon</h1></body></html>
`;

/**
 * Returns the response of a request with a fault. `operate` executes the operation and returns the regular
 * response.
 */
export function deliverFaulty(
	fault: Fault,
	requestedCursor: string | undefined,
	operate: () => Answer,
): Delivery {
	if ('tookEffect' in fault && fault.tookEffect === true) operate();
	switch (fault.kind) {
		case 'status': {
			const { status, headers = {}, body } = fault;
			const message = STATUS_CODES[status] ?? `Status ${status}`;
			return whole(toReply({ status, headers, body: body ?? { message } }));
		}
		case 'reset':
			return { way: 'reset' };
		case 'hang':
			return { way: 'never' };
		case 'html': {
			const headers = { 'content-type': 'text/html; charset=utf-8' };
			return whole({ status: fault.status ?? 200, headers, text: HTML_PAGE });
		}
		case 'truncated': {
			const reply = toReply(operate());
			if (fault.how === 'connection') return { way: 'cutOff', reply };
			return whole({ ...reply, text: reply.text.slice(0, Math.ceil(reply.text.length / 2)) });
		}
		case 'slowBody':
			return { way: 'slow', reply: toReply(operate()), durationMs: fault.durationMs };
		case 'repeatedCursor': {
			const answer = operate();
			return whole(withPage(answer, { cursor: requestedCursor ?? cursorOf(answer) }));
		}
		case 'cursor':
			return whole(withPage(operate(), { cursor: fault.cursor }));
		case 'emptyPage': {
			const answer = operate();
			return whole(withPage(answer, { ...emptyLists(answer), cursor: answer.restart?.() }));
		}
		case 'withoutList':
			return whole(toReply({ status: 200, body: fault.body ?? {} }));
		case 'redirect':
			return whole({
				status: fault.status ?? 302,
				headers: { location: fault.location },
				text: '',
			});
	}
}

function whole(reply: Reply): Delivery {
	return { way: 'whole', reply };
}

/** Returns a response with parts of its page replaced; unchanged if it is not a page of a list. */
function withPage(answer: Answer, changes: Record<string, unknown>): Reply {
	if (!answer.restart || !isRecord(answer.body)) return toReply(answer);
	return toReply({ ...answer, body: { ...answer.body, ...changes } });
}

function cursorOf(answer: Answer): unknown {
	return isRecord(answer.body) && answer.body.cursor !== undefined
		? answer.body.cursor
		: answer.restart?.();
}

function emptyLists({ body }: Answer): Record<string, unknown> {
	if (!isRecord(body)) return {};
	const lists = Object.entries(body).filter(([, value]) => Array.isArray(value));
	return Object.fromEntries(lists.map(([name]) => [name, []]));
}
