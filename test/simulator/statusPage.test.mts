import { readdirSync } from 'node:fs';
import axios, { type AxiosResponse } from 'axios';
import type { Summary } from '../../simulator/page/summary.mts';
import { useSimulator } from '../engine/againstSimulator.mts';
import { emp } from '../support/emp.mts';

const NOON = Date.parse('2026-03-01T12:00:00.000Z');
const KEYS = '/emp/v1/charging-keys';
const FOLDER = new URL('../../simulator/page/', import.meta.url);

let clock = NOON;
const simulator = useSimulator({
	apiKey: 'top-secret key',
	keys: 100,
	orders: 6,
	locations: 7,
	requestsPerMinute: 1000,
	sessionPace: { startsAfterMs: 1000, completesAfterMs: 1000 },
	now: () => clock,
});
beforeEach(() => {
	clock = NOON;
});

function fetched(path: string, method = 'GET'): Promise<AxiosResponse<string>> {
	const url = simulator().origin + path;
	return axios.request<string>({ method, url, responseType: 'text', validateStatus: () => true });
}

async function summary(of = simulator()): Promise<Summary> {
	const { data } = await axios.get<Summary>(`${of.origin}/_simulator/summary`);
	return data;
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

describe('the page shows', () => {
	test.each([
		['a field', { keyIdentifier: 1 }, /visualNumber/, '{"keyIdentifier":1}'],
		['text that is not JSON', '{"keyIdentifier"', /./, '{"keyIdentifier"'],
		['a long text', 'x'.repeat(500), /./, `${'x'.repeat(400)}…`],
		['an API key', { a: 'Is it top-secret key?' }, /./, '{"a":"Is it ***?"}'],
		['an API key with escapes', '{"a":"\\u0074op-secret key"}', /./, '{"a":"***"}'],
		['an API key in half a JSON text', '{"a":"\\u0074op-secret key', /./, '***'],
	])('why a request was rejected, and its body: %s', async (_, data, rejection, body) => {
		await emp(simulator(), 'POST', KEYS, {
			data,
			headers: { 'Content-Type': 'application/json' },
			transformRequest: (sent: unknown) => (typeof sent === 'string' ? sent : JSON.stringify(sent)),
		});
		const { requests } = await summary();
		expect(requests.last).toMatchObject([{ status: 400, body }]);
		expect(requests.last[0]?.rejection).toMatch(rejection);
		expect(requests.last[0]?.rejection).not.toMatch(/message|secret/);
	});

	test('the last 50 reported webhook events, and why some were rejected', async () => {
		const report = (data: unknown) =>
			axios.post(`${simulator().origin}/_simulator/events`, data, { validateStatus: () => true });
		const call = { event: 'SESSION_COMPLETE', url: 'http://127.0.0.1:5678/webhook/a' };
		const accepted = { ...call, status: 200, body: '{"message":"Workflow was started"}' };
		const rejected = { ...call, status: 401, body: '{"message":"Wrong signature"}' };
		const lost = { ...call, status: null, body: 'timeout of 5000ms exceeded' };
		expect(await report([accepted, rejected])).toMatchObject({ status: 204 });
		expect(await report(Array.from({ length: 48 }, () => accepted))).toMatchObject({ status: 204 });
		clock += 1000;
		simulator().events.add(lost);
		for (const wrong of [call, [call], [{ ...rejected, status: '401' }], [{ ...rejected, a: 1 }]]) {
			expect(await report(wrong)).toMatchObject({ status: 400 });
		}
		const { events } = await summary();
		expect(events.total).toBe(51);
		expect(events.last).toHaveLength(50);
		expect(events.last[0]).toEqual({ ...lost, at: '2026-03-01T12:00:01.000Z', reason: '' });
		expect(events.last[1]).toMatchObject({ status: 200, reason: 'OK', body: '' });
		expect(events.last.at(-1)).toMatchObject({ ...rejected, reason: 'Unauthorized' });
		simulator().reset();
		expect((await summary()).events).toEqual({ total: 0, last: [] });
	});

	test('never an API key, wherever it was sent, nor any other header', async () => {
		const secret = 'a-header-of-its-own';
		const headers = { 'X-Something': secret, 'User-Agent': secret };
		const params = { key: simulator().apiKey, other: 'value' };
		await emp(simulator(), 'GET', KEYS, { headers, params });
		for (const spelling of [encodeURIComponent(simulator().apiKey), 'top%2Dsecret%20%6bey']) {
			await emp(simulator(), 'GET', `/${spelling}`, { headers });
		}
		const shown = JSON.stringify(await summary());
		expect(shown).toContain('/drive/***');
		for (const text of ['secret', '%6b', secret, 'header']) expect(shown).not.toContain(text);
	});
});
