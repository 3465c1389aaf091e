import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { root } from '../../host/places.mts';
import { UsageError } from '../../simulator/commandLine.mts';
import {
	readSendEventOptions,
	reportToSimulator,
	sendEvents,
} from '../../simulator/sendEvents.mts';
import { withSimulator } from '../engine/againstSimulator.mts';
import { hookListener } from '../support/hookListener.mts';

const MAIN = fileURLToPath(new URL('../../simulator/sendEvent.mts', import.meta.url));
const SECRET = 'current-secret';

let server: Awaited<ReturnType<typeof hookListener>>;
beforeEach(async () => {
	server = await hookListener(SECRET);
});
afterEach(() => {
	server.close();
});

/** Runs a command line. Returns the responses and the received calls. */
async function send(args: string, env: NodeJS.ProcessEnv = { WEBHOOK_SECRET: SECRET }) {
	const options = readSendEventOptions(
		['--url', server.url, ...args.split(' ').filter(Boolean)],
		env,
	);
	if (options === 'help') throw new Error('Unexpected option');
	const deliveries = await sendEvents(options);
	return {
		statuses: deliveries.map(({ status }) => status),
		bodies: server.arrived.map(({ body }) => JSON.parse(body) as Record<string, unknown>),
	};
}

test.each([
	['', 200, 'SESSION_COMPLETE'],
	['--event SESSION_STOPPED', 200, 'SESSION_STOPPED'],
	['--event SESSION_FEE_INCURRING', 200, 'SESSION_FEE_INCURRING'],
	['--kind wrong', 401, 'SESSION_COMPLETE'],
	['--kind unsigned', 401, 'SESSION_COMPLETE'],
	['--kind unknown', 200, 'SOMETHING_NEW'],
	['--kind unknown --event ELSE', 200, 'ELSE'],
])('sends one event as requested: %s', async (args, status, event) => {
	const { statuses, bodies } = await send(args);
	expect(statuses).toEqual([status]);
	expect(bodies).toEqual([expect.objectContaining({ event })]);
});

test('sends the header of the credential with each call, with or without a signature', async () => {
	await send('--header X-Token=a=b');
	await send('--header X-Token=a=b', {});
	await send('--header X-Token=a=b --kind wrong');
	await send('--header X-Token=a=b --kind unsigned');
	expect(server.arrived.map(({ signature, token }) => [signature?.length, token])).toEqual([
		[88, 'a=b'],
		[undefined, 'a=b'],
		[88, 'not-a=b'],
		[undefined, undefined],
	]);
});

test('another request is neither an event nor a record', async () => {
	const { bodies } = await send('--event OTHER');
	expect(bodies).toEqual([expect.objectContaining({ keyIdentifier: '3633e0e0' })]);
	expect(Object.keys(bodies[0] ?? {})).not.toEqual(
		expect.arrayContaining([expect.stringMatching(/^(event|requestId)$/)]),
	);
});

test('sends a replayed record as the same call each time', async () => {
	const { statuses, bodies } = await send('--kind replayed --count 3');
	expect(statuses).toEqual([200, 200, 200]);
	expect(
		new Set(server.arrived.map(({ body, signature }) => `${body} ${signature ?? ''}`)).size,
	).toBe(1);
	expect(bodies[0]).toMatchObject({ requestId: expect.any(String) as string });
	server.arrived.length = 0;
	expect((await send('--kind replayed --event SESSION_STARTED')).bodies).toMatchObject([
		{ event: 'SESSION_STARTED' },
		{ event: 'SESSION_STARTED' },
	]);
});

test('sends many events about as many sessions, unless one is named', async () => {
	const { statuses, bodies } = await send('--count 100');
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect(new Set(bodies.map((body) => JSON.stringify(body['payload']))).size).toBe(100);
	server.arrived.length = 0;
	const named = await send('--count 5 --session s-7');
	expect(named.bodies.map(({ payload }) => payload)).toEqual(
		Array(5).fill(expect.objectContaining({ sessionId: 's-7' })),
	);
});

test('accepts a base64 secret, preferably from the command line', async () => {
	const base64 = Buffer.from(SECRET).toString('base64');
	expect((await send(`--base64 --secret ${base64}`, {})).statuses).toEqual([200]);
	expect((await send(`--secret ${SECRET}`, { WEBHOOK_SECRET: 'other' })).statuses).toEqual([200]);
	expect((await send('', { WEBHOOK_SECRET: 'other' })).statuses).toEqual([401]);
	expect((await send('--kind unsigned', {})).statuses).toEqual([401]);
});

test.each([
	'--kind forged',
	'--count 0',
	'--patience soon',
	'--expect 20',
	'--url nowhere',
	'--header X-Token',
	'--unheard-of',
	'stray',
])('rejects %s', async (args) => {
	await expect(send(args)).rejects.toThrow(UsageError);
	expect(server.arrived).toEqual([]);
});

test('accepts the commands in the README', () => {
	const readme = readFileSync(join(root, 'simulator', 'README.md'), 'utf8');
	const told = [...readme.matchAll(/^npm run send-event -- (.+)$/gm)].map(([, args = '']) =>
		readSendEventOptions(args.split(' '), {}),
	);
	expect(told).toMatchObject([
		{ kind: 'valid', event: 'SESSION_STOPPED', secret: Buffer.from('current-secret') },
		{ kind: 'valid', count: 1000, expect: 200 },
		{ kind: 'wrong', count: 1, expect: 401 },
		{ kind: 'wrong', simulator: 'http://127.0.0.1:4010' },
		{ kind: 'valid', event: 'OTHER', headers: { 'X-Token': 'value' }, secret: Buffer.alloc(0) },
	]);
});

test('reports each response to a simulator, but no secret', async () => {
	await withSimulator({ keys: 0, orders: 0, locations: 0 }, async (simulator) => {
		const args = `--simulator ${simulator.baseUrl} --kind wrong --header X-Token=abc --count 120`;
		const options = readSendEventOptions(['--url', `${server.url}abc`, ...args.split(' ')], {
			WEBHOOK_SECRET: SECRET,
		});
		if (options === 'help') throw new Error('Unexpected option');
		const [first, ...others] = await sendEvents(options);
		if (!first) throw new Error('Nothing was sent');
		const told = { ...first, body: { header: 'not-abc', secret: SECRET } };
		await reportToSimulator(simulator.origin, options, [...others, told]);
		expect(simulator.events.count).toBe(120);
		expect(simulator.events.latest).toMatchObject([
			{ event: 'SESSION_COMPLETE', status: 401, body: '{"header":"***","secret":"***"}' },
			...Array.from({ length: 49 }, () => ({ url: `${server.url}abc`, body: '{}' })),
		]);
	});
	await expect(
		reportToSimulator(
			'http://127.0.0.1:1',
			{ url: server.url, event: 'A', secret: Buffer.alloc(0), headers: {} },
			[{ status: 200, body: '', ms: 1 }],
		),
	).rejects.toThrow('The simulator at http://127.0.0.1:1 did not accept the report');
});

test('requires a secret to sign, and a URL', () => {
	const { url } = server;
	for (const kind of ['valid', 'replayed', 'unknown']) {
		expect(() => readSendEventOptions(['--url', url, '--kind', kind], {})).toThrow(
			'--kind unsigned',
		);
	}
	expect(() => readSendEventOptions([], { WEBHOOK_SECRET: SECRET })).toThrow('--url is missing');
});

describe('as a command', () => {
	async function run(...args: string[]) {
		const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args]);
		const [output, complaint] = await Promise.all([
			text(child.stdout),
			text(child.stderr),
			once(child, 'exit'),
		]);
		return { output, complaint, exitCode: child.exitCode };
	}

	test('ends with 1 unless each response has the expected status', async () => {
		const ended = await run('--url', server.url, '--kind', 'unsigned', '--expect', '200');
		expect(ended).toMatchObject({ complaint: '', exitCode: 1 });
		expect(ended.output).toMatch(/^1 × 401 \{\}\n\d+ ms minimum/);
	});

	test('reports an invalid option in one line', async () => {
		expect(await run('--url', server.url, '--kind', 'x')).toEqual({
			output: '',
			complaint:
				'--kind must be one of valid, wrong, unsigned, replayed, unknown. --help lists the options.\n',
			exitCode: 1,
		});
	});
});
