import fastify, { type FastifyInstance } from 'fastify';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Api } from './api.mts';
import { CONTROL, control, type Traffic } from './control.mts';
import { send } from './delivery.mts';
import { isStatusPage, statusPage } from './statusPage.mts';

/** In bytes; much larger than any body of the API. */
const BODY_LIMIT = 256 * 1024;
const EVERYTHING_ELSE = '/everything-else';

/**
 * Creates the HTTP server: the API on all paths except those of the control endpoints and the status page.
 * `closing` ends waits and slow responses.
 */
export function createServer(
	api: Api,
	traffic: Traffic,
	latencyMs: number,
	reset: () => void,
	closing: AbortSignal,
): FastifyInstance {
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		ajv: { customOptions: { coerceTypes: false, discriminator: true, removeAdditional: false } },
		// Fastify's router would decode and truncate path parameters, so the contract parses the raw path.
		rewriteUrl: ({ method, url = '' }) =>
			url.startsWith(CONTROL) || isStatusPage(method, url) ? url : EVERYTHING_ELSE,
	});
	control(app, api, traffic, reset);
	statusPage(app, `${CONTROL}/page`);
	void app.register((scope, _options, done) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
			parsed(null, body);
		});
		scope.all(EVERYTHING_ELSE, async (request, reply) => {
			const arrived = performance.now();
			traffic.inFlight++;
			traffic.mostInFlight = Math.max(traffic.mostInFlight, traffic.inFlight);
			reply.raw.once('close', () => traffic.inFlight--);
			const arrival = api.arrive({
				method: request.method,
				path: request.originalUrl,
				headers: request.headers,
				bodyText: typeof request.body === 'string' ? request.body : '',
			});
			reply.hijack();
			try {
				const delivery = api.answer(arrival);
				// The latency includes the simulator's processing time.
				await until(arrived + latencyMs, closing);
				await send(reply.raw, delivery, closing);
			} catch (error) {
				// The client must notice any error, unless the simulator is closing.
				reply.raw.destroy(error instanceof Error ? error : undefined);
				if (!closing.aborted) throw error;
			}
		});
		done();
	});
	return app;
}

/** Waits until an exact time of `performance.now()`: a timer may be a millisecond early or late. */
async function until(moment: number, closing: AbortSignal): Promise<void> {
	const most = moment - performance.now() - 1;
	if (most >= 1) await wait(Math.floor(most), undefined, { signal: closing });
	while (performance.now() < moment) await turn(undefined, { signal: closing });
}
