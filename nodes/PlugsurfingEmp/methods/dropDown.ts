import type { ILoadOptionsFunctions, INodeListSearchItems } from 'n8n-workflow';

import { createClient, type ApiClient } from '../api/client';
import { toNodeError } from '../api/nodeError';

/** Few, since the user is waiting in front of the drop-down. */
const RETRIES = 1;

/** Does `work` with the credential of the node, and turns what fails into n8n's errors. */
export async function withClient<T>(
	context: ILoadOptionsFunctions,
	work: (client: ApiClient) => Promise<T>,
): Promise<T> {
	try {
		const client = await createClient(context);
		return await work(client.withOptions({ maxRetries: RETRIES }));
	} catch (cause) {
		throw toNodeError(context.getNode(), cause);
	}
}

/** The name of an entry: those parts that are present, each once. */
export function label(...parts: unknown[]): string {
	const texts = parts.filter((part): part is string => typeof part === 'string' && part !== '');
	return [...new Set(texts)].join(' · ');
}

/** A filter for entries that contain every word that was typed. */
export function matcher(typed = ''): (entry: INodeListSearchItems) => boolean {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return ({ name, value }) => {
		const text = `${name} ${value}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
}
