import fc from 'fast-check';

import { isObject } from '../../host/shape.mts';
import { startSimulator } from '../../simulator/simulator.mts';
import { plainExchange, plainText } from '../../verify/redact.mts';
import { tableOf } from '../../verify/verify.mts';
import { runBehind } from '../support/verifyRun.mts';
import type { Rewrite } from '../support/rewritingProxy.mts';

/** Data that must not leave the machine. */
const PRIVATE = `
Zoë | O'Brien | Łukasz Żółć | 山田 | ليلى | anna.anderson@example.com | +49 30 5550100
555 010 123 | Königsstraße 7 | First Way 261b | 85960 | D08 X2A7 | 52.520008 | -13.40495
52.52, 13.405 | 04E12345 | f68abf98a2fe34 | E0E03336 | DE-9FS-C045DS363-E | y1nNLJqb7m
aYnky297eG | k3mX9aQp | Tm9yZHN0cmFzc2U/Kw== | abcJd/vR5fvzBa0X/gxaXA==
AAAAAAAGAAAAAAAANaM51CfkvAg5NPLxB4 | DE*NLL*E0001*1 | live-api-key-8f3a
pi_3MtwBw_secret_YrKJUKribcBjcG8HVhfZluoGH | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjg
`
	.trim()
	.split(/ \| |\n/);

const secret = fc.oneof(
	fc.constantFrom(...PRIVATE),
	fc.uuid(),
	fc.stringMatching(/^[0-9a-f]{14}$/),
	fc.emailAddress(),
	fc.double({ min: -180, max: 180, noNaN: true }).map((degrees) => degrees.toFixed(6)),
);

/** A secret alone, in a sentence, as in a URL, in JSON within JSON. */
const text = (one: string) =>
	fc.constantFrom(
		one,
		`The charging key ${one} was not found`,
		`https://api.example/v1/keys/${encodeURIComponent(one)}?fleetId=${encodeURIComponent(one)}&limit=5`,
		JSON.stringify({ message: one, key: [one] }),
		`message=${one};key="${one}"`,
	);

/** JSON with a secret anywhere, including field names. */
const bodyWith = (one: string) =>
	fc.letrec((tie) => ({
		node: fc.oneof(
			{ depthSize: 'small' },
			text(one),
			fc.constantFrom<unknown>(Number(one) || 5_550_100, null, true),
			fc.array(tie('node'), { maxLength: 4 }),
			fc.dictionary(
				fc.oneof(fc.constantFrom('message', 'errors', 'keys', 'visualNumber'), text(one)),
				tie('node'),
				{ maxKeys: 4 },
			),
		),
	})).node;

/** Whether a lower-case text contains a secret in any spelling. */
function has(report: string, one: string): boolean {
	const spellings = new Set([one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)]);
	return [...spellings].some((spelling) => report.includes(spelling.toLowerCase()));
}

test('nothing private in a request or response survives', () => {
	fc.assert(
		fc.property(
			secret.chain((one) =>
				fc.tuple(
					fc.constant(one),
					bodyWith(one),
					text(one),
					fc.constantFrom(200, 400, 403, 404, 500),
				),
			),
			([one, body, sentence, status]) => {
				const report = JSON.stringify(
					plainExchange({
						request: {
							method: 'POST',
							path: '/drive/v1/geosearch/{locationId}',
							params: { locationId: one },
							query: { fleetId: one, cursor: sentence, latitude: one },
							body: { address: { firstName: one, [sentence]: one } },
						},
						sentAt: 0,
						ms: 12.3,
						status,
						headers: {
							'set-cookie': one,
							location: sentence,
							'x-amzn-trace': sentence,
							[`x-amzn-${one}`]: one,
						},
						body,
						operationId: 'getLocation',
						problems: [`/keys/${one}/validTo must be string {"value":"${sentence}"}`],
					}),
				);
				expect(has(report.toLowerCase(), one) ? { one, report } : 'clean').toBe('clean');
			},
		),
		{ numRuns: 2000 },
	);
});

test.each([
	['Missing Authentication Token', 'Missing Authentication Token'],
	['page_size must be <= 500', 'page_size must be <= 500'],
	['Charging key 04E12345 of Zoë Anderson not found', 'Charging key … of … not found'],
	['call 555 010 123', '…'],
])('%s becomes %s', (given, plain) => {
	expect(plainText(given)).toBe(plain);
});

/** All texts in a value, and names of fields that hold them. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Words of the API itself, not of the account. */
const API_OWN =
	/^(ORDER_[A-Z]+|AVAILABLE|OCCUPIED|CHARGING|OUTOFORDER|RESERVED|UNKNOWN|[AD]C.*|Type2|Combo|Chademo|Schuko|[A-Z_]+_CAPABLE|RESERVABLE|object|string|integer|boolean)$/;

test('report and table contain no text of a response, except words of the API', async () => {
	const sent = new Set<string>(PRIVATE);
	const echo: Rewrite = async (asked, next) => {
		const told = await next(asked);
		if (told.status === 200) for (const value of textsIn(told.body)) sent.add(value);
		const [first = ''] = PRIVATE;
		if (told.status < 400)
			return {
				...told,
				headers: { 'x-request-id': 'y1nNLJqb7m', 'x-amzn-requestid': 'f68abf98a2fe34' },
			};
		const details = [
			{ field: asked.path, value: { ...asked.query, [first]: [...sent].slice(-40) } },
		];
		return {
			...told,
			body: {
				message: `${asked.path} is invalid for ${[...sent].slice(0, 40).join(' ')}`,
				details,
			},
		};
	};
	const simulator = await startSimulator({ keys: 250, orders: 130 });
	const { rows, report } = await runBehind(simulator, [echo]);
	await simulator.close();

	const published = (JSON.stringify(report) + tableOf(rows)).toLowerCase();
	const leaks = [...sent].filter(
		(one) => one.length > 3 && !API_OWN.test(one) && has(published, one),
	);
	expect(sent.size).toBeGreaterThan(3000);
	expect(leaks).toEqual([]);
});
