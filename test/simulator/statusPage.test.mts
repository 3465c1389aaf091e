import { readdirSync } from 'node:fs';
import axios, { type AxiosResponse } from 'axios';
import type { Summary } from '../../simulator/page/summary.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';

const KEYS = '/emp/v1/charging-keys';
const FOLDER = new URL('../../simulator/page/', import.meta.url);

const simulator = useSimulator({ keys: 10, locations: 7 });

function fetched(path: string, method = 'GET'): Promise<AxiosResponse<string>> {
	const url = simulator().origin + path;
	return axios.request<string>({ method, url, responseType: 'text', validateStatus: () => true });
}

describe('the page', () => {
	test('loads nothing from elsewhere and runs only its own files', async () => {
		const names = readdirSync(FOLDER).filter((name) => /\.(css|svg|mts)$/.test(name));
		const pages = ['/', ...names.map((name) => `/_simulator/page/${name}`)];
		for (const page of pages) {
			const { status, headers, data } = await fetched(page);
			expect(status).toBe(200);
			expect(headers['content-security-policy']).toMatch(
				/^default-src 'none'; script-src 'self'; style-src 'self'; .*require-trusted-types-for 'script'/,
			);
			expect(headers['x-content-type-options']).toBe('nosniff');
			expect(data.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
				/https?:|\bstyle=|\son\w+=/,
			);
		}
		const { data: html } = await fetched('/');
		const targets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, target]) => target);
		expect(targets.length).toBeGreaterThan(3);
		for (const target of targets) expect(target).toMatch(/^\/_simulator\//);
		expect(html).not.toMatch(/<script(?![^>]* src=)|<style/);
		expect(simulator().requestCount).toBe(0);
	});

	test.each(['nothing.mts', 'tsconfig.json', 'index.html', '..%2fcontrol.mts', '.mts', 'a%00.css'])(
		'does not serve a file %s',
		async (name) => {
			expect((await fetched(`/_simulator/page/${name}`)).status).toBe(404);
		},
	);
});

test.each([
	['a field', '{"keyIdentifier":1}', /visualNumber/, '{"keyIdentifier":1}'],
	['text that is not JSON', '{"keyIdentifier"', /./, '{"keyIdentifier"'],
	['a long text', 'x'.repeat(500), /./, `${'x'.repeat(400)}…`],
])('why a request was rejected, and its body: %s', async (_, data, rejection, body) => {
	const headers = { 'Content-Type': 'application/json', 'X-Something': 'a secret' };
	await emp(simulator(), 'POST', KEYS, { data, headers, transformRequest: String });
	const { data: text } = await fetched('/_simulator/summary');
	const { requests } = JSON.parse(text) as Summary;
	expect(requests.last).toMatchObject([{ status: 400, body }]);
	expect(requests.last[0]?.rejection).toMatch(rejection);
	// Neither the API key nor any other header.
	expect(text).not.toContain(simulator().apiKey);
	expect(text).not.toContain('a secret');
});
