import type { ApiClient } from '../../nodes/PlugsurfingEmp/api/client.ts';
import { RequestStats } from '../../nodes/PlugsurfingEmp/api/http/requestStats.ts';

/** A client with the responses of a test. Its time stands still. */
export function fakeClient(
	parts: Pick<ApiClient, 'request'> & Partial<Pick<ApiClient, 'now' | 'pause'>>,
): ApiClient {
	const client: ApiClient = {
		baseUrl: 'https://example.com/drive',
		stats: new RequestStats(),
		maxConcurrent: 1,
		now: () => 0,
		pause: () => Promise.resolve(),
		withOptions: () => client,
		...parts,
	};
	return client;
}
