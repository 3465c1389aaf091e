import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';

import { createClient, type ApiClient } from '../api/client';
import { toNodeError } from '../api/nodeError';

/** Low, because the user is waiting for the drop-down. */
const MAX_RETRIES = 1;

/** Runs `work` with a client for the node's credential, and converts errors to n8n's. */
export async function withClient<T>(
	context: ILoadOptionsFunctions,
	work: (client: ApiClient) => Promise<T>,
): Promise<T> {
	try {
		const client = await createClient(context);
		return await work(client.withOptions({ maxRetries: MAX_RETRIES }));
	} catch (cause) {
		throw toNodeError(context.getNode(), cause);
	}
}

/** Returns the label of an entry: the non-empty parts without duplicates. */
export function label(...parts: unknown[]): string {
	const texts = parts.filter((part): part is string => typeof part === 'string' && part !== '');
	return [...new Set(texts)].join(' · ');
}

/** Returns a status with today's date, because n8n saves the label with the workflow and the status may change. */
export function statusToday(status: string): string {
	return `${status} as of ${new Date().toISOString().slice(0, 10)}`;
}

/**
 * Returns a predicate for entries that contain every typed word in their label, value or `more`, which is not
 * shown.
 */
export function matcher(typed = ''): (entry: INodeListSearchItems, more?: unknown) => boolean {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return ({ name, value }, more = '') => {
		const text = `${name} ${value} ${String(more)}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
}
