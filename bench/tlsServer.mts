// host/run.mjs bench/tlsServer.mts <port> <control port> <backend port> <certificate> <key> <round trip, ms>: a
// TLS server with the latency of the round trip: in front of it, a proxy delays what passes. The control port
// says how many connections it has accepted.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';

const [port, controlPort, backendPort, certificate, key, roundTripMs] = process.argv.slice(2);
const oneWayMs = Number(roundTripMs) / 2;
const host = '127.0.0.1';
let connections = 0;

function connected(to: number): Socket {
	return connect({ port: to, host, noDelay: true });
}

/** Forwards data in order with the one-way latency, but not before `from`. */
function delay(one: Socket, other: Socket, from: number): void {
	const later = (act: () => void) => {
		setTimeout(act, Math.max(performance.now(), from) + oneWayMs - performance.now());
	};
	one.on('data', (bytes: Buffer) => {
		later(() => other.write(bytes));
	});
	one.on('end', () => {
		later(() => other.end());
	});
	one.on('close', () => {
		later(() => other.destroy());
	});
	one.on('error', () => undefined);
}

const tls = createTlsServer(
	{
		cert: readFileSync(certificate ?? ''),
		key: readFileSync(key ?? ''),
		noDelay: true,
	},
	(socket) => {
		pipeline(socket, connected(Number(backendPort)), socket, () => undefined);
	},
).listen(0, host);
await once(tls, 'listening');
const address = tls.address();
const tlsPort = typeof address === 'object' && address ? address.port : 0;

createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
	connections++;
	const server = connected(tlsPort);
	// With real latency, a client sends its first data one round trip after it requested the connection.
	delay(client, server, performance.now() + 2 * oneWayMs);
	delay(server, client, 0);
}).listen(Number(port), host);

createHttpServer((_request, response) => {
	response.end(JSON.stringify({ connections }));
}).listen(Number(controlPort), host);
