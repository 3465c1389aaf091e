import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './schemas.mts';

/** A serialized response. */
export interface Reply {
	status: number;
	headers: Record<string, string>;
	text: string;
}

/** How a response reaches the client, if at all. */
export type Delivery =
	| { way: 'whole'; reply: Reply }
	/** Content-Length is that of the whole response, but only half is sent. */
	| { way: 'cutOff'; reply: Reply }
	| { way: 'slow'; reply: Reply; durationMs: number }
	| { way: 'reset' }
	| { way: 'never' };

const SLOW_PIECES = 20;

export function toReply({ status, body, headers = {} }: Answer): Reply {
	if (body === undefined) return { status, headers, text: '' };
	const json = { 'content-type': 'application/json', ...headers };
	return { status, headers: json, text: JSON.stringify(body) };
}

/** Sends a response; `closing` aborts it. */
export async function send(
	response: ServerResponse,
	delivery: Delivery,
	closing: AbortSignal,
): Promise<void> {
	if (delivery.way === 'never') return;
	if (delivery.way === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	const { status, headers, text } = delivery.reply;
	const bytes = Buffer.from(text, 'utf8');
	response.writeHead(status, { ...headers, 'content-length': bytes.length });
	if (delivery.way === 'whole') {
		response.end(bytes);
	} else if (delivery.way === 'cutOff') {
		response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
	} else {
		await drip(response, bytes, delivery.durationMs, closing);
	}
}

async function drip(
	response: ServerResponse,
	bytes: Buffer,
	durationMs: number,
	closing: AbortSignal,
): Promise<void> {
	const size = Math.max(1, Math.ceil(bytes.length / SLOW_PIECES));
	for (let start = 0; start < bytes.length; start += size) {
		await wait(durationMs / SLOW_PIECES, undefined, { signal: closing });
		if (response.destroyed) return;
		response.write(bytes.subarray(start, start + size));
	}
	response.end();
}
