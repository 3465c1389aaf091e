// node host/registry/registry.mjs <folder> <port> <host>: an npm registry that knows only what is published to it, and the
// proxy (an ordinary https_proxy) by which it is reached in the place of <host>. Nothing gets through to anywhere else.
// The certificate that its users have to trust is put into the folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { runServer } from 'verdaccio';

const [folder, port, host] = process.argv.slice(2);

const key = join(folder, 'key.pem');
const certificate = join(folder, 'certificate.pem');
await writeCertificate();

const registry = await runServer({
	self_path: folder,
	storage: join(folder, 'storage'),
	listen: 'https://127.0.0.1:0',
	https: { key, cert: certificate },
	auth: { htpasswd: { file: join(folder, 'htpasswd') } },
	uplinks: {},
	packages: { '**': { access: '$all', publish: '$all' } },
	web: { enable: false },
	log: { type: 'stdout', format: 'pretty', level: 'http' },
});

const proxy = createServer((_request, response) => {
	response.writeHead(404).end();
});
proxy.on('connect', ({ url }, socket) => {
	socket.on('error', () => socket.destroy());
	if (url !== `${host}:443`) {
		socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		return;
	}
	socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
	registry.emit('connection', socket);
});
proxy.listen(Number(port), '127.0.0.1');

async function writeCertificate() {
	const pem = await generate([{ name: 'commonName', value: host }], {
		keyType: 'ec',
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
		],
	});
	mkdirSync(folder, { recursive: true });
	writeFileSync(key, pem.private);
	writeFileSync(certificate, pem.cert);
}
