import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { markdownTable } from '../../host/markdown.mts';
import { root } from '../../host/places.mts';
import { count, median, ratio, seconds } from '../figures.mts';
import type { Account, Subject } from '../laboratory.mts';
import { unlimited } from '../simulatorProcess.mts';
import { makeCertificate, TlsFront } from '../tlsFront.mts';
import { getMany, keepAliveLoop, listByHttpRequest, wrongList } from './listing.mts';
import { inTurn, type Bench, type MeasuredCase, type Report } from './measuredCase.mts';

const keys = 100_000;
const pages = keys / 500;
const roundTripMs = 30;
const floor = (pages * roundTripMs) / 1000;
/** A client needs few connections: a list requests one page after the other. */
const mostReused = 3;

async function measure(
	bench: Bench,
	direct: Account,
	front: TlsFront,
	cert: string,
): Promise<Report> {
	const { laboratory } = bench;
	const at = (origin: string) => laboratory.accountAt(direct.simulator, `${origin}/drive`);
	const [overTls, overNginx, overCaddy] = [
		await at(`https://127.0.0.1:${front.port}`),
		await at(`http://127.0.0.1:${await front.startNginx()}`),
		await at(`http://127.0.0.1:${await front.startCaddy()}`),
	];
	const many = getMany();
	const plain = listByHttpRequest();
	const through = (subject: Subject, via: Account, way: string): Subject => ({
		...subject,
		name: `${subject.name}, ${way}`,
		via,
	});
	const ca = readFileSync(cert);
	const keepAlive = keepAliveLoop(() => new Agent({ keepAlive: true, ca }));
	const trusted = { NODE_EXTRA_CA_CERTS: cert };
	const keptAgents = `--require ${join(root, 'bench', 'keptAgents.cjs')}`;
	const reusing = [
		{ ...keepAlive, outside: () => keepAlive.outside(overTls) },
		through(many, overNginx, 'through nginx'),
		through(many, overCaddy, 'through Caddy'),
		through(plain, overNginx, 'through nginx'),
		{
			...through(many, overTls, 'direct, in an n8n that keeps its agents'),
			settings: { ...trusted, NODE_OPTIONS: keptAgents },
		},
	];
	const subjects = [
		{ ...through(many, overTls, 'direct'), settings: trusted },
		{ ...through(plain, overTls, 'direct'), settings: trusted },
		...reusing,
	];

	const connections = new Map<Subject, number>();
	let before = await front.connections();
	const trials = await inTurn(bench, direct, subjects, 120, async (result, subject) => {
		const after = await front.connections();
		const opened = after - before;
		before = after;
		connections.set(subject, Math.max(opened, connections.get(subject) ?? 0));
		if (reusing.includes(subject) && opened > mostReused) return `${opened} connections`;
		return await wrongList(result, direct, pages);
	});

	const rows = [...trials].map(([subject, done]) => {
		const middle = median(done.map((trial) => trial.seconds));
		return [
			subject.name,
			seconds(middle),
			ratio(middle, floor),
			count(connections.get(subject) ?? 0),
			seconds(median(done.map(({ processor }) => processor))),
			done.map((trial) => trial.failure ?? seconds(trial.seconds)).join(', '),
		];
	});
	const head = ['', 'Seconds', '× floor', 'Connections', 'Processor, s', 'Seconds of each round'];
	const text = [
		`The simulator is behind TLS 1.3 and a proxy that delays what passes by ${roundTripMs} ms there and back, a new`,
		`connection by ${roundTripMs} ms more. Floor: ${pages} pages × ${roundTripMs} ms = ${seconds(floor)} s. Connections: the most that`,
		'the server accepted in a round. n8n opens one for each request; nginx and Caddy run on the',
		'same machine as [documented](keep-alive.md) and keep theirs open. The last line is an n8n changed as',
		'[suggested](upstream-keep-alive.md).',
	].join(' ');
	return { text: `${text}\n\n${markdownTable(head, rows)}` };
}

export const tls: MeasuredCase = {
	name: 'tls',
	title: `List ${count(keys)} keys over TLS, ${roundTripMs} ms round trip`,
	rounds: 3,
	run: async (bench) => {
		const { laboratory } = bench;
		const folder = join(laboratory.folder, 'logs');
		const certificate = await makeCertificate(folder);
		const size = { keys, latencyMs: 0, requestsPerMinute: unlimited };
		return await laboratory.withAccount(size, async (account) => {
			const backendPort = account.simulator.port;
			const front = await TlsFront.start({ folder, certificate, backendPort, roundTripMs });
			try {
				return await measure(bench, account, front, certificate.cert);
			} finally {
				await front.stop();
			}
		});
	},
};
