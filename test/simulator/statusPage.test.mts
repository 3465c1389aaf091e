import { readdirSync } from 'node:fs';
import axios, { type AxiosResponse } from 'axios';
import type { Summary } from '../../simulator/page/summary.mts';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { emp } from '../support/emp.mts';

const NOON = Date.parse('2026-03-01T12:00:00.000Z');
const KEYS = '/emp/v1/charging-keys';
const FOLDER = new URL('../../simulator/page/', import.meta.url);

let clock = NOON;
let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator({
		apiKey: 'top-secret key',
		apiKeyWithoutPermission: 'poor',
		keys: 100,
		orders: 6,
		locations: 7,
		requestsPerMinute: 1000,
		sessionPace: { startsAfterMs: 1000, completesAfterMs: 1000 },
		now: () => clock,
	});
});
beforeEach(() => {
	clock = NOON;
	simulator.reset();
});
afterAll(() => simulator.close());

function fetched(path: string, method = 'GET'): Promise<AxiosResponse<string>> {
	const url = simulator.origin + path;
	return axios.request<string>({ method, url, responseType: 'text', validateStatus: () => true });
}

async function summary(of = simulator): Promise<Summary> {
	const { data } = await axios.get<Summary>(`${of.origin}/_simulator/summary`);
	return data;
}

describe('the page', () => {
	test('is served at the root, and everything else there is the API', async () => {
		expect(await fetched('/')).toMatchObject({
			status: 200,
			headers: { 'content-type': 'text/html; charset=utf-8' },
		});
		for (const [method, path] of [
			['POST', '/'],
			['HEAD', '/'],
			['PUT', '/'],
			['GET', '//'],
			['GET', '/?a=1'],
			['GET', '/index.html'],
			['GET', '/favicon.ico'],
			['GET', '/drive/'],
		] as const) {
			expect((await fetched(path, method)).status).toBe(403);
		}
		expect(simulator.requestCount).toBe(8);
	});

	test('lets nothing in from elsewhere, and runs nothing but its own files', async () => {
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
		expect(simulator.requestCount).toBe(0);
	});

	test('its scripts come as JavaScript, and find what they import', async () => {
		const { data, headers } = await fetched('/_simulator/page/main.mts');
		expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
		expect(data).not.toMatch(/import type|: (string|void|number)\b|\bas Summary/);
		const imported = [...data.matchAll(/from ['"]\.\/(\w+\.mts)['"]/g)].map(([, name]) => name);
		expect(imported).toEqual(['show.mts', 'words.mts']);
		for (const name of imported) {
			expect((await fetched(`/_simulator/page/${name ?? ''}`)).status).toBe(200);
		}
	});

	test.each(['nothing.mts', 'tsconfig.json', 'index.html', '..%2fcontrol.mts', '.mts', 'a%00.css'])(
		'there is no file %s',
		async (name) => {
			expect((await fetched(`/_simulator/page/${name}`)).status).toBe(404);
		},
	);
});

describe('what it shows', () => {
	test('counts, and nothing else of a simulator that nobody has used', async () => {
		const disabled = [...simulator.chargingKeys].filter(({ enabled }) => !enabled).length;
		const open = [...simulator.orders].filter(({ status }) => status !== 'ORDER_ASSIGNED').length;
		expect(await summary()).toEqual({
			keys: { total: 100, disabled, changed: [] },
			orders: { total: 6, open, changed: [] },
			sessions: { total: 0, byStatus: [], changed: [] },
			locations: 7,
			requests: { total: 0, byStatus: [], inMinute: 0, allowedInMinute: 1000, last: [] },
			faults: 0,
			contractBreaches: 0,
		});
	});

	test('keys that were created, changed and removed', async () => {
		const disabledNow = () => [...simulator.chargingKeys].filter((key) => !key.enabled).length;
		const [first, second, third] = simulator.chargingKeys;
		const identifiers = [first, second, third].map((key) => key?.keyIdentifier ?? '');
		const [one = '', two = '', three = ''] = identifiers;
		for (const identifier of identifiers) {
			await emp(simulator, 'PUT', `${KEYS}/${identifier}/disable`);
			await emp(simulator, 'PUT', `${KEYS}/${identifier}/disable`);
		}
		clock += 1000;
		await emp(simulator, 'PUT', `${KEYS}/${one}/enable`);
		const created = { keyIdentifier: 'e0e03336', visualNumber: 'Nr. 1', enabled: false };
		await emp(simulator, 'POST', KEYS, { data: created });
		simulator.chargingKeys.remove(two);

		const { keys } = await summary();
		expect(keys).toEqual({
			total: 100,
			disabled: disabledNow(),
			changed: [
				{ at: '2026-03-01T12:00:01.000Z', texts: ['e0e03336', 'disabled', 'Nr. 1'] },
				{ at: '2026-03-01T12:00:01.000Z', texts: [one, 'enabled', first?.visualNumber] },
				{ at: '2026-03-01T12:00:00.000Z', texts: [three, 'disabled', third?.visualNumber] },
			],
		});
		simulator.chargingKeys.remove('e0e03336');
		expect((await summary()).keys).toMatchObject({ total: 99, disabled: disabledNow() });
	});

	test('orders and sessions, in the status they are in by then', async () => {
		const open = [...simulator.orders].find(({ status }) => status === 'ORDER_CREATED');
		await emp(simulator, 'POST', `/emp/v1/order/${open?.id ?? ''}/assign`);
		const key = [...simulator.chargingKeys].find(({ enabled }) => enabled);
		for (const connectorId of ['a', 'b-never-starts']) {
			const data = { connectorId, keyIdentifier: key?.keyIdentifier };
			await emp(simulator, 'POST', '/emp/v1/sessions/start', { data });
			clock += 1;
		}
		clock += 5000;
		const [session, waiting] = [...simulator.sessions].map(({ sessionId }) => sessionId);
		const shown = await summary();
		expect(shown.orders.open).toBe(
			[...simulator.orders].filter(({ status }) => status === 'ORDER_CREATED').length,
		);
		expect(shown.orders.changed).toEqual([
			{
				at: '2026-03-01T12:00:00.000Z',
				texts: [open?.id, 'ORDER_ASSIGNED', open?.address?.city],
			},
		]);
		expect(shown.sessions).toEqual({
			total: 2,
			byStatus: [
				{ status: 'STARTED', count: 1 },
				{ status: 'WAITING_TO_START', count: 1 },
			],
			changed: [
				{
					at: '2026-03-01T12:00:00.001Z',
					texts: [waiting, 'WAITING_TO_START', 'b-never-starts'],
				},
				{ at: '2026-03-01T12:00:00.000Z', texts: [session, 'STARTED', 'a'] },
			],
		});
	});

	test('the last 50 requests, the latest first, and how many were answered how', async () => {
		for (let n = 0; n < 60; n++) await emp(simulator, 'GET', KEYS);
		simulator.faults.add({ kind: 'status', status: 503 }, { kind: 'hang', path: '/never' });
		await emp(simulator, 'GET', '/emp/v1/orders');
		clock += 1;
		await emp(simulator, 'POST', '/nothing?a=1');
		const { requests, faults } = await summary();
		expect(requests).toMatchObject({
			total: 62,
			inMinute: 61,
			byStatus: [
				{ status: '200', count: 60 },
				{ status: '403', count: 1 },
				{ status: '503', count: 1 },
			],
		});
		expect(requests.last).toHaveLength(50);
		expect(requests.last.slice(0, 3)).toEqual([
			{
				at: '2026-03-01T12:00:00.001Z',
				method: 'POST',
				path: '/drive/nothing?a=1',
				operationId: null,
				status: 403,
				reason: 'Forbidden',
			},
			{
				at: '2026-03-01T12:00:00.000Z',
				method: 'GET',
				path: '/drive/emp/v1/orders',
				operationId: 'listOrders',
				status: 503,
				reason: 'Service Unavailable',
			},
			{
				at: '2026-03-01T12:00:00.000Z',
				method: 'GET',
				path: '/drive/emp/v1/charging-keys',
				operationId: 'listChargingKeys',
				status: 200,
				reason: 'OK',
			},
		]);
		expect(faults).toBe(1);
	});

	test('never an API key, wherever somebody wrote it, nor any other header', async () => {
		const secret = 'a-header-of-its-own';
		const headers = { 'X-Something': secret, 'User-Agent': secret };
		const params = { key: simulator.apiKey, other: 'poor' };
		await emp(simulator, 'GET', KEYS, { headers, params });
		for (const spelling of [encodeURIComponent(simulator.apiKey), 'top%2Dsecret%20%6bey']) {
			await emp(simulator, 'GET', `/${spelling}`, { headers });
		}
		await emp(simulator, 'GET', KEYS, { headers: { 'X-API-Key': 'poor' } });
		const shown = JSON.stringify(await summary());
		expect(shown).toContain('/drive/***');
		for (const text of ['secret', '%6b', 'poor', secret, 'header'])
			expect(shown).not.toContain(text);
	});

	test('is small, also with a million keys and as many requests as fair use allows', async () => {
		const large = await startSimulator({ keys: 1_000_000, orders: 1000 });
		const key = [...large.chargingKeys.slice(0, 200)];
		for (const { keyIdentifier } of key) {
			large.chargingKeys.change(keyIdentifier, { visualNumber: 'x'.repeat(1000) });
		}
		const paths = Array.from({ length: 3000 }, (_, n) => `${KEYS}?fleetId=${'y'.repeat(300)}${n}`);
		for (const path of paths) await emp(large, 'GET', path);
		expect(large.requestCount).toBe(3000);

		const { keys, requests } = await summary(large);
		expect(keys.total).toBe(1_000_000);
		expect(keys.disabled / keys.total).toBeCloseTo(1 / 20, 2);
		expect(requests).toMatchObject({ total: 3000, byStatus: [{ status: '200', count: 3000 }] });
		expect(JSON.stringify(await summary(large)).length).toBeLessThan(25_000);
		await large.close();
	});
});
