import fc from 'fast-check';

import { Redaction } from '../../../nodes/PlugsurfingEmp/api/http/redaction.ts';
import { credentialFor, useSimulator, withSimulator } from '../../engine/againstSimulator.mts';
import { runNode } from '../../engine/engine.mts';

const API_KEY = 'sk/Very+Secret="0123456789"\\ü=';
const SECRETS = {
	apiKey: API_KEY,
	webhookSecret: 'whsec-current-0123456789',
	webhookSecretNext: 'whsec-next-0123456789',
	webhookHeaderValue: 'Bearer header-0123456789',
};

/** A secret as it is, in JSON and in a URL. */
function forms(secret: string): string[] {
	return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

describe('redaction', () => {
	const redact = (value: unknown) => new Redaction([API_KEY]).apply(value);

	test.each([
		['as it is', `key ${API_KEY}!`, 'key [redacted]!'],
		['in capital letters', `key ${API_KEY.toUpperCase()}`, 'key [redacted]'],
		['in JSON', JSON.stringify({ key: API_KEY }), '{"key":"[redacted]"}'],
		['in JSON within JSON', JSON.stringify(JSON.stringify([API_KEY])), '"[\\"[redacted]\\"]"'],
		['in a URL', `/x?key=${encodeURIComponent(API_KEY)}&y=1`, '/x?key=[redacted]&y=1'],
		[
			'encoded twice',
			`/x?key=${encodeURIComponent(encodeURIComponent(API_KEY))}&y=1`,
			'/x?key=[redacted]&y=1',
		],
		['more than once', `${API_KEY}, ${API_KEY}`, '[redacted], [redacted]'],
		['in a field', { a: { b: API_KEY } }, { a: { b: '[redacted]' } }],
		['in a list', [1, [`of ${API_KEY}`]], [1, ['of [redacted]']]],
		[
			'among other values, which it keeps',
			{ a: [null, true, 12_345, 'b'], c: API_KEY, d: {} },
			{ a: [null, true, 12_345, 'b'], c: '[redacted]', d: {} },
		],
		['as the name of a field', { [API_KEY]: true }, { '[redacted]': true }],
	])('removes a secret %s', (_, value, expected) => {
		expect(redact(value)).toEqual(expected);
	});

	test.each([
		['of four characters', 'abcd', 'abcde', '[redacted]e'],
		['with spaces around it', ' abcd ', 'abcde', '[redacted]e'],
		['in a form', 'two words', 'two+words', '[redacted]'],
		['with escapes of JSON', 'key\t🔑', 'key\\u0009\\uD83D\\udd11', '[redacted]'],
		['with escapes of URLs', 'key\tü', 'key%09%C3%bc', '[redacted]'],
		['but no text that only resembles it', '.*a+b', '[.*a+b], .*aab', '[[redacted]], .*aab'],
		['unless it is too short', 'abc', 'abc', 'abc'],
	])('removes a secret %s', (_, secret, text, expected) => {
		expect(new Redaction([secret]).apply(text)).toBe(expected);
	});

	test('removes no secret below the given length', () => {
		expect(new Redaction(['abcdef', 'abcde'], 6).apply('abcdef, abcde')).toBe('[redacted], abcde');
	});

	test('removes a number', () => {
		expect(new Redaction(['1234567890']).apply({ key: 1234567890 })).toEqual({
			key: '[redacted]',
		});
	});

	test('removes the longer of two secrets that begin alike', () => {
		expect(new Redaction(['secret', 'secret-two']).apply('secret-two')).toBe('[redacted]');
	});

	test.each([['', 'abc', undefined, null, 5, '   ']])(
		'leaves text alone without a secret',
		(...no) => {
			expect(new Redaction(no).apply('abc def')).toBe('abc def');
		},
	);

	test('returns a value without secrets itself, not a copy', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(redact(value)).toBe(value);
			}),
		);
	});

	test('leaves no part of a secret in any surrounding text', () => {
		fc.assert(
			fc.property(
				fc.string({ minLength: 4, unit: 'grapheme' }).filter((text) => text.trim().length >= 4),
				fc.string(),
				fc.string(),
				(secret, before, after) => {
					const trimmed = secret.trim();
					fc.pre(!'[redacted]'.includes(trimmed));
					const redaction = new Redaction([secret]);
					for (const form of forms(trimmed)) {
						const text = `${before}"${form}"${after}`;
						expect(redaction.apply(text)).toContain('[redacted]');
					}
				},
			),
		);
	});
});

describe('secrets that the API echoes', () => {
	const simulator = useSimulator({ keys: 3, apiKey: API_KEY });

	function list(onError?: 'continueErrorOutput') {
		return runNode({
			credential: credentialFor(simulator(), SECRETS),
			parameters: { resource: 'chargingKey', operation: 'getAll' },
			onError,
		});
	}

	/** Everything that a run returns, including what JSON.stringify would omit. */
	function everything(result: unknown): string {
		return JSON.stringify(result, (_key, value: unknown) =>
			value instanceof Error
				? {
						...Object.fromEntries(Object.entries(value)),
						name: value.name,
						text: value.message,
						stack: value.stack,
						cause: value.cause,
					}
				: value,
		);
	}

	const bodies: Array<[string, (secret: string) => unknown]> = [
		['in the message', (secret) => ({ message: `The key ${secret} is unknown` })],
		['in a field', (secret) => ({ errors: { apiKey: secret, path: '/x' } })],
		['in a list', (secret) => ({ errors: ['unknown', secret] })],
		['in JSON within the message', (secret) => ({ message: JSON.stringify({ key: secret }) })],
		['in a URL', (secret) => ({ message: `GET /x?key=${encodeURIComponent(secret)}` })],
		['where the message is cut', (secret) => ({ message: `${'x'.repeat(290)}${secret}` })],
		['in plain text', (secret) => `unknown key ${secret}`],
	];

	for (const [name, secret] of Object.entries(SECRETS)) {
		test.each(bodies)(`${name} %s appears in no error and no error item`, async (_, body) => {
			for (const onError of [undefined, 'continueErrorOutput'] as const) {
				simulator().faults.add({ kind: 'status', status: 400, body: body(secret) });
				const result = await list(onError);

				const text = everything(result);
				expect(text).toMatch(/rejected the request as invalid \(400\): .*(\[redacted\]|xxx…)/);
				for (const form of forms(secret)) {
					expect(text).not.toContain(form);
					expect(text).not.toContain(form.slice(0, 8));
				}
			}
		});

		test(`${name} appears in no output`, async () => {
			const body = { keys: [{ keyIdentifier: 'a', note: `from ${secret}` }] };
			simulator().faults.add({ kind: 'withoutList', body });
			const { outputs } = await list();
			expect(outputs[0]?.map(({ json }) => json)).toEqual([
				{ keyIdentifier: 'a', note: 'from [redacted]' },
			]);
		});
	}
});

test('a short secret changes no data', async () => {
	await withSimulator({ keys: 1, apiKey: 'enabled' }, async (simulator) => {
		const { outputs } = await runNode({
			credential: credentialFor(simulator),
			parameters: { resource: 'chargingKey', operation: 'getAll' },
		});
		expect(outputs[0]?.[0]?.json).toEqual([...simulator.chargingKeys][0]);
	});
});
