import { Agent } from 'node:http';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { Failure } from './failure.mjs';
import { at } from './shape.mts';

export interface Login {
	email: string;
	password: string;
}

/** A login session in n8n, with the REST interface of its editor. */
export class N8nSession {
	private readonly http: AxiosInstance;

	constructor(
		readonly url: string,
		readonly cookie: string,
	) {
		this.http = connect(url, cookie);
	}

	/** Creates the first user of a new n8n and logs in. */
	static async asNewOwner(url: string, login: Login): Promise<N8nSession> {
		const response = await connect(url).post<unknown>('/rest/owner/setup', {
			...login,
			firstName: 'Plugsurfing',
			lastName: 'Demo',
		});
		const cookies = response.headers['set-cookie'];
		if (response.status !== 200 || !cookies) {
			throw new Failure(`n8n did not accept its first user: ${reason(response)}`);
		}
		const cookie = cookies.map((line) => line.split(';', 1)[0]).join('; ');
		return new N8nSession(url, cookie);
	}

	async get(path: string): Promise<unknown> {
		return accepted('GET', path, await this.http.get<unknown>(path));
	}

	async post(path: string, body: object): Promise<unknown> {
		return accepted('POST', path, await this.http.post<unknown>(path, body));
	}

	async delete(path: string): Promise<unknown> {
		return accepted('DELETE', path, await this.http.delete<unknown>(path));
	}

	/** Downloads a file or an icon unchanged. */
	async download(path: string): Promise<{ type: string; content: Buffer }> {
		const response = await this.http.get<ArrayBuffer>(path, { responseType: 'arraybuffer' });
		if (response.status !== 200)
			throw new Failure(`n8n responded with ${response.status} to GET ${path}`);
		return {
			type: String(response.headers['content-type']),
			content: Buffer.from(response.data),
		};
	}
}

function connect(url: string, cookie?: string): AxiosInstance {
	return axios.create({
		baseURL: url,
		headers: cookie ? { Cookie: cookie } : {},
		proxy: false,
		// n8n closes idle connections, sometimes just as the next request is sent.
		httpAgent: new Agent({ keepAlive: false }),
		timeout: 60_000,
		validateStatus: () => true,
	});
}

/** Returns the content of a response, which /rest wraps in `data`. */
function accepted(method: string, path: string, response: AxiosResponse<unknown>): unknown {
	if (response.status >= 300) {
		throw new Failure(
			`n8n responded with ${response.status} to ${method} ${path}: ${reason(response)}`,
		);
	}
	return path.startsWith('/rest/') ? at(response.data, 'data') : response.data;
}

function reason(response: AxiosResponse<unknown>): string {
	const message = at(response.data, 'message');
	return typeof message === 'string' ? message : JSON.stringify(response.data).slice(0, 500);
}
