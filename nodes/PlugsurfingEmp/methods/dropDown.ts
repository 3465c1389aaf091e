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

/** Label of an entry: the non-empty parts without duplicates. */
export function label(...parts: unknown[]): string {
	const texts = parts.filter((part): part is string => typeof part === 'string' && part !== '');
	return [...new Set(texts)].join(' · ');
}

/** Predicate for entries that contain every typed word. */
export function matcher(typed = ''): (entry: INodeListSearchItems) => boolean {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return ({ name, value }) => {
		const text = `${name} ${value}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
}
