import { STATUS_CODES } from 'node:http';
import type { Api } from './api.mts';
import { conceal } from './conceal.mts';
import type { LoggedEvent } from './eventLog.mts';
import type {
	ChangedThing,
	ShownEvent,
	ShownRequest,
	StatusCount,
	Summary,
} from './page/summary.mts';
import type { LoggedRequest } from './requestLog.mts';
import { ASSIGNED } from './seededOrder.mts';
import type { SimulatedSession } from './sessionStore.mts';
import type { Changed } from './store.mts';

const LAST_REQUESTS = 50;
const LATEST_CHANGES = 5;
/** Truncates long text such as cursors. */
const MAX_TEXT_LENGTH = 140;
const MAX_BODY_LENGTH = 400;

/**
 * Returns the data of the status page. Its size does not depend on the size of the state or the number of
 * requests.
 */
export function summarize(api: Api): Summary {
	const { chargingKeys, orders, sessions, locations } = api.state;
	const { spent, allowed } = api.fairUseInMinute;
	return {
		keys: {
			total: chargingKeys.count,
			disabled: countIf(chargingKeys, ({ enabled }) => !enabled),
			changed: shown(chargingKeys.latestChanges, ({ keyIdentifier, visualNumber, enabled }) => [
				keyIdentifier,
				enabled ? 'enabled' : 'disabled',
				visualNumber,
			]),
		},
		orders: {
			total: orders.count,
			open: countIf(orders, ({ status }) => status !== ASSIGNED),
			changed: shown(orders.latestChanges, ({ id, address, status }) => [
				id,
				status,
				address?.city ?? '',
			]),
		},
		sessions: {
			total: sessions.count,
			byStatus: counts(statusesOf(sessions)),
			changed: shown(sessions.latestChanges, ({ sessionId, connectorId, sessionStatus }) => [
				sessionId,
				sessionStatus,
				connectorId,
			]),
		},
		locations: locations.count,
		requests: {
			total: api.log.count,
			byStatus: counts(api.log.countByStatus),
			inMinute: spent,
			allowedInMinute: allowed,
			last: api.log
				.latest(LAST_REQUESTS)
				.reverse()
				.map((request) => shownRequest(request, [api.apiKey])),
		},
		events: { total: api.events.count, last: api.events.latest.map(shownEvent) },
		faults: api.faults.count,
		contractBreaches: api.contractBreaches.length,
	};
}

function shown<T>(changes: Changed<T>[], texts: (thing: T) => string[]): ChangedThing[] {
	return changes.slice(0, LATEST_CHANGES).map(({ thing, at }) => ({
		at: iso(at),
		texts: texts(thing).map((text) => short(text)),
	}));
}

function shownRequest(
	{ at, method, path, operationId, status, rejection, body, bodyText }: LoggedRequest,
	apiKeys: readonly string[],
): ShownRequest {
	const reason = STATUS_CODES[status ?? 0] ?? '';
	const isRejected = status !== undefined && status >= 300;
	// Serialized again, so that no escape sequence hides an API key.
	const sent = body === undefined ? bodyText : JSON.stringify(body);
	return {
		at: iso(at),
		method,
		path: short(conceal(path, apiKeys)),
		operationId: operationId ?? null,
		status: status ?? null,
		reason,
		rejection: rejection === reason ? '' : short(conceal(rejection, apiKeys), MAX_BODY_LENGTH),
		body: isRejected ? short(conceal(sent, apiKeys), MAX_BODY_LENGTH) : '',
	};
}

function shownEvent({ at, event, url, status, body }: LoggedEvent): ShownEvent {
	return {
		at: iso(at),
		event: short(event),
		url: short(url),
		status,
		reason: STATUS_CODES[status ?? 0] ?? '',
		body: status !== null && status < 300 ? '' : short(body, MAX_BODY_LENGTH),
	};
}

function countIf<T>(things: Iterable<T>, isCounted: (thing: T) => boolean): number {
	let count = 0;
	for (const thing of things) if (isCounted(thing)) count++;
	return count;
}

function statusesOf(sessions: Iterable<SimulatedSession>): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { sessionStatus } of sessions) {
		counts.set(sessionStatus, (counts.get(sessionStatus) ?? 0) + 1);
	}
	return counts;
}

function counts(byStatus: ReadonlyMap<string | number, number>): StatusCount[] {
	return [...byStatus]
		.map(([status, count]) => ({ status: String(status), count }))
		.sort((a, b) => a.status.localeCompare(b.status));
}

function iso(milliseconds: number): string {
	return new Date(milliseconds).toISOString();
}

function short(text: string, longest = MAX_TEXT_LENGTH): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
