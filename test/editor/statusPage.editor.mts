import type { Page } from 'playwright-core';
import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { emp } from '../support/emp.mts';
import { inBrowser, picture } from '../support/editor/browser.mts';
import { StatusPage } from '../support/editor/statusPage.mts';

const KEYS = '/emp/v1/charging-keys';
const LAST = 'Last 50 requests, latest first';
const MARKUP = '<script>document.title = "taken over"</script><img src=x onerror=alert(1)>';

type Options = Parameters<typeof startSimulator>[0];

/** A test with its own simulator and status page. */
function onStatusPage(
	test: (status: StatusPage, simulator: Simulator) => Promise<void>,
	options: Options = {},
): () => Promise<void> {
	return inBrowser(async (page) => {
		const simulator = await startSimulator({ keys: 100, orders: 6, locations: 200, ...options });
		const mistakes: string[] = [];
		page.on('pageerror', (error) => mistakes.push(String(error)));
		page.on('dialog', (dialog) => {
			mistakes.push(`A dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
		try {
			await test(await StatusPage.open(page, simulator.origin), simulator);
		} finally {
			await simulator.close();
		}
		expect(mistakes).toEqual([]);
	});
}

/** The number of requests that the page sends within two and a half seconds. */
async function requestsSent(page: Page): Promise<number> {
	let count = 0;
	const listener = () => count++;
	page.on('request', listener);
	await page.waitForTimeout(2500);
	page.off('request', listener);
	return count;
}

describe('the status page of the simulator', () => {
	test(
		'shows the requests of a client live',
		onStatusPage(
			async (status, simulator) => {
				await status.announces('Live');
				expect(await status.firstRows('Charging keys', 9)).toEqual([['None yet']]);
				expect(await status.firstRows(LAST, 9)).toEqual([['None yet']]);

				const [key] = [...simulator.chargingKeys].filter(({ enabled }) => enabled);
				const identifier = key?.keyIdentifier ?? '';
				await emp(simulator, 'PUT', `${KEYS}/${identifier}/disable`);
				simulator.faults.add({ kind: 'status', status: 503 });
				await emp(simulator, 'GET', KEYS);
				await emp(simulator, 'GET', KEYS);
				await emp(simulator, 'GET', KEYS);

				await status.says(
					'Requests',
					'4',
					'1 succeeded',
					'2 rejected, 1 failed',
					'2 of 2 in this minute',
				);
				const disabled = [...simulator.chargingKeys].filter(({ enabled }) => !enabled).length;
				await status.says('Charging keys', '100', `${100 - disabled} enabled`);
				expect(await status.firstRows('Charging keys', 9)).toEqual([
					[identifier, 'disabled', key?.visualNumber],
				]);
				const listing = ['List charging keys', 'GET /drive/emp/v1/charging-keys'];
				expect(await status.firstRows(LAST, 9)).toEqual([
					[...listing, 'Rejected: 429 Too Many Requests'],
					[...listing, 'Rejected: 429 Too Many Requests'],
					[...listing, 'Failed: 503 Service Unavailable'],
					[
						'Disable charging key',
						`PUT /drive/emp/v1/charging-keys/${identifier}/disable`,
						'200 OK',
					],
				]);
				expect(await status.page.content()).not.toContain(simulator.apiKey);
			},
			{ requestsPerMinute: 2, now: () => Date.parse('2026-01-01T09:30:00Z') },
		),
	);

	test(
		'shows markup as text',
		onStatusPage(async (status, simulator) => {
			const data = { keyIdentifier: 'e0e03336', visualNumber: MARKUP };
			await emp(simulator, 'POST', KEYS, { data });
			simulator.orders.add({ id: MARKUP, status: MARKUP });
			simulator.sessions.start(MARKUP, 'e0e03336');
			await emp(simulator, 'GET', `/${MARKUP}`);
			await emp(simulator, 'POST', `${KEYS}?x`, { data: { a: MARKUP } });
			simulator.events.add({ event: MARKUP, url: MARKUP, status: 401, body: MARKUP });
			await status.says('Requests', '3');
			expect(await status.firstRows('Last 50 events', 1)).toEqual([
				[MARKUP, MARKUP, `Rejected: 401 Unauthorized\n${MARKUP}`],
			]);
			expect(await status.firstRows('Charging keys', 1)).toEqual([['e0e03336', 'enabled', MARKUP]]);
			expect((await status.firstRows('Card orders', 1))[0]?.slice(0, 2)).toEqual([MARKUP, MARKUP]);
			expect((await status.firstRows('Sessions', 1))[0]?.[2]).toBe(MARKUP);
			expect((await status.firstRows(LAST, 2))[1]?.[1]).toMatch(/script/);
			expect(await status.page.title()).toBe('Plugsurfing EMP simulator');
			expect(await status.page.locator('main script, main img').count()).toBe(0);
			// The browser itself prevents the page from turning text into HTML.
			await expect(status.page.evaluate(`document.body.innerHTML = ''`)).rejects.toThrow(
				'TrustedHTML',
			);
		}),
	);

	test(
		'does not change while it is paused from the keyboard',
		onStatusPage(async (status, simulator) => {
			await status.announces('Live');
			await status.page.keyboard.press('Tab');
			await status.page.keyboard.press('Enter');
			await status.announces('Paused. Data as of');
			await emp(simulator, 'GET', KEYS);
			expect(await requestsSent(status.page)).toBe(0);
			await status.says('Requests', '0');
			expect(await status.button.innerText()).toBe('Resume');
			await status.page.keyboard.press('Space');
			await status.announces('Live');
			await status.says('Requests', '1');
		}),
	);

	test(
		'says when the simulator is gone and when it is back',
		onStatusPage(async (status, simulator) => {
			await status.announces('Live');
			await simulator.close();
			await status.announces('The simulator does not respond. Data as of');
			await status.says('Charging keys', '100');
			const again = await startSimulator({ keys: 7, locations: 0, port: simulator.port });
			await status.announces('Live');
			await status.says('Charging keys', '7');
			await again.close();
		}),
	);
});

describe('the status page looks right', () => {
	/** The same in each picture. */
	let clock = Date.parse('2026-01-01T09:30:00Z');
	const options = {
		keys: 2500,
		orders: 25,
		locations: 20_000,
		requestsPerMinute: 3000,
		sessionPace: { startsAfterMs: 0, completesAfterMs: 1000 },
		now: () => clock,
	};

	/** What a morning of workflows looks like. */
	async function morning(simulator: Simulator): Promise<void> {
		const send = async (method: string, path: string, data?: unknown) => {
			clock += 400;
			return (await emp(simulator, method, path, { data })).data;
		};
		for (let page = 0; page < 5; page++) await send('GET', `${KEYS}?page_size=500`);
		const leavers = [...simulator.chargingKeys].filter(({ enabled }) => enabled).slice(40, 42);
		for (const { keyIdentifier } of leavers) await send('PUT', `${KEYS}/${keyIdentifier}/disable`);
		const fresh = { keyIdentifier: 'e0e03336', visualNumber: 'DE-9FS-C045DS363-E' };
		await send('POST', KEYS, fresh);
		const latin = /^[\p{Script=Latin} ]+$/u;
		const orders = [...simulator.orders].filter(
			({ status, address }) => status === 'ORDER_CREATED' && latin.test(address?.city ?? ''),
		);
		for (const { id } of orders.slice(0, 2)) await send('POST', `/emp/v1/order/${id}/assign`);
		const near = 'latitude=52.52&longitude=13.405&distance=3000&limit=50';
		await send('POST', `/v1/geosearch/radius?${near}`, { filters: {} });
		for (const connectorId of ['abcJd/vR5fvzBa0X/gxaXA==', 'aHeS4zN1UjzJf/HVDH66Sb==']) {
			await send('POST', '/emp/v1/sessions/start', {
				connectorId,
				keyIdentifier: fresh.keyIdentifier,
			});
		}
		const [session] = simulator.sessions;
		await send('POST', `/emp/v1/sessions/${session?.sessionId ?? ''}/stop`);
		simulator.faults.add({ kind: 'status', status: 503 }, { kind: 'status', status: 429 });
		for (let tries = 0; tries < 3; tries++) await send('GET', '/emp/v1/orders?pageSize=100');
		await send('POST', KEYS, fresh);
		const url = 'http://127.0.0.1:5678/webhook/2a7f9c31-5b0e-4c64-9d1a-0f6c8e3b7d52/webhook';
		simulator.events.add(
			{ event: 'SESSION_STARTED', url, status: 200, body: '' },
			{ event: 'SESSION_COMPLETE', url, status: 401, body: '{"message":"Invalid signature"}' },
		);
	}

	test(
		'in the picture for the docs',
		onStatusPage(async (status, simulator) => {
			await status.page.setViewportSize({ width: 1280, height: 1500 });
			await morning(simulator);
			await status.says('Requests', '18');
			// The port changes each time.
			await status.page.locator('#base-url').evaluate((element: { textContent: string }) => {
				element.textContent = 'http://127.0.0.1:4010/drive';
			});
			// Down to the request that failed.
			const failed = status.rows(LAST).filter({ hasText: '503' });
			const { y, height } = (await failed.boundingBox()) ?? { y: 0, height: 0 };
			const cut = { height: y + height, quality: 75 };
			await picture('simulator', [status.page.locator('body')], cut);
		}, options),
	);

	test.each([
		['light', 320],
		['dark', 1280],
	] as const)('in %s colours, %i pixels wide: nothing is cut off', (colorScheme, width) =>
		onStatusPage(async (status, simulator) => {
			await status.page.emulateMedia({ colorScheme });
			await status.page.setViewportSize({ width, height: 700 });
			await morning(simulator);
			await emp(simulator, 'GET', `${KEYS}?fleetId=${'x'.repeat(500)}`);
			await status.says('Requests', '19');
			const size = '[document.documentElement.scrollWidth, window.innerWidth]';
			expect(await status.page.evaluate(size)).toEqual([width, width]);
			const background = await status.page.evaluate<string>(
				'getComputedStyle(document.body).backgroundColor',
			);
			const [red = 0] = (/\d+/.exec(background) ?? []).map(Number);
			expect(red > 128).toBe(colorScheme === 'light');
			// Even if laid out as blocks, it is a table for screen readers.
			expect(await status.rows(LAST).count()).toBe(19);
		}, options)(),
	);
});
