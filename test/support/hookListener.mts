import { createHmac } from 'node:crypto';
import { localServer } from '../../host/localServer.mts';

interface Arrived {
	body: string;
	signature: string | undefined;
	/** Of the header X-Token. */
	token: string | undefined;
}

/** A server that records calls and responds with 401 if they are not signed with the secret. */
export async function hookListener(secret: string, answers = true) {
	const arrived: Arrived[] = [];
	const { origin, close } = await localServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString()));
		request.on('end', () => {
			const signature = request.headers['x-hmac-sha512-signature']?.toString();
			arrived.push({ body, signature, token: request.headers['x-token']?.toString() });
			const right = createHmac('sha512', secret).update(body).digest('base64');
			if (answers) response.writeHead(signature === right ? 200 : 401).end('{}');
		});
	});
	return { arrived, url: `${origin}/`, close };
}
