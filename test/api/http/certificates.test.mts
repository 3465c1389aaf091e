import { createServer, type Server } from 'node:https';
import tls from 'node:tls';

import { runNode } from '../../engine/engine.mts';
import * as certificates from '../../support/certificates.mts';

const { ISSUER, PRIVATE_KEY, ...servers } = certificates;

let server: Server | undefined;
let requests = 0;
let connections = 0;

afterEach(async () => {
	jest.restoreAllMocks();
	requests = connections = 0;
	server?.closeAllConnections();
	await new Promise((closed) => server?.close(closed));
});

/** Starts a server with this certificate and returns its host. */
async function serve(cert: string): Promise<string> {
	const started = createServer({ key: PRIVATE_KEY, cert }, (_, response) => {
		requests += 1;
		response.end('{}');
	});
	started.on('connection', () => (connections += 1));
	await new Promise<void>((listening) => started.listen(0, listening));
	server = started;
	const address = started.address();
	return `localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/** What NODE_EXTRA_CA_CERTS does, which Node reads only when it starts. */
function trustIssuer(): void {
	const createSecureContext = tls.createSecureContext.bind(tls);
	jest
		.spyOn(tls, 'createSecureContext')
		.mockImplementation((options) => createSecureContext({ ...options, ca: ISSUER }));
}

/** Creates a charging key, a request that must not be sent twice. */
async function createKey(host: string) {
	const { error } = await runNode({
		credential: { environment: 'custom', baseUrl: `https://${host}`, apiKey: 'any' },
		parameters: {
			resource: 'chargingKey',
			operation: 'create',
			keyIdentifier: 'e0e03336',
			visualNumber: '1',
			options: { maxRetries: 4 },
		},
	});
	return error;
}

const CASES: Array<[string, string, string, string, string]> = [
	['has expired', servers.EXPIRED, 'has expired', 'renew it', 'CERT_HAS_EXPIRED'],
	[
		'comes with a self-signed issuer',
		servers.VALID + ISSUER,
		'is self-signed',
		'NODE_EXTRA_CA_CERTS',
		'SELF_SIGNED_CERT_IN_CHAIN',
	],
	[
		'comes from an unknown issuer',
		servers.VALID,
		'comes from an unknown issuer',
		'NODE_EXTRA_CA_CERTS',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	],
	[
		'belongs to another host',
		servers.OTHER,
		'belongs to another host name',
		'Use the host name of the certificate',
		'ERR_TLS_CERT_ALTNAME_INVALID',
	],
];

test.each(CASES)(
	'a certificate that %s fails the first try before anything is sent, with the reason and the remedy',
	async (_, certificate, reason, remedy, code) => {
		const host = await serve(certificate);
		if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') trustIssuer();
		const error = await createKey(host);

		expect(error?.message).toBe(
			`Could not create the charging key e0e03336: the certificate of ${host} ${reason} [item 0]`,
		);
		expect(error?.description).toContain(remedy);
		expect(error?.description).toContain(`(${code})`);
		expect({ requests, connections }).toEqual({ requests: 0, connections: 1 });
	},
);

test('a certificate whose issuer is trusted is accepted', async () => {
	const host = await serve(servers.VALID);
	trustIssuer();
	expect((await createKey(host))?.message).toContain('may have taken effect');
	expect(requests).toBe(1);
});
