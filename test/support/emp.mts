import axios, { type AxiosRequestConfig } from 'axios';
import type { Simulator } from '../../simulator/simulator.mts';

export interface Answered {
	status: number;
	data: unknown;
	headers: Record<string, unknown>;
}

type EmpConfig = Omit<AxiosRequestConfig, 'headers'> & {
	headers?: Record<string, string | undefined>;
};

/** Calls the API of a simulator with its own key and returns every response, including errors. */
export async function emp(
	simulator: Simulator,
	method: string,
	path: string,
	config: EmpConfig = {},
): Promise<Answered> {
	const { status, data, headers } = await axios.request<unknown>({
		method,
		url: simulator.baseUrl + path,
		maxRedirects: 0,
		validateStatus: () => true,
		...config,
		headers: { 'X-API-Key': simulator.apiKey, ...config.headers },
	});
	return { status, data, headers: Object.fromEntries(Object.entries(headers)) };
}

/** The code of a call that fails without a response, such as ECONNRESET. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
	try {
		await call;
	} catch (error) {
		if (axios.isAxiosError(error)) return error.code ?? error.message;
		throw error;
	}
	throw new Error('There was a response');
}
