import { queryText, type Call } from './call.mts';
import {
	isRecord,
	refusal,
	type Answer,
	type ChargingKey,
	type NewChargingKey,
} from './schemas.mts';
import { contractIdOf } from './seededKey.mts';
import type { State } from './state.mts';

const LIST = 'charging-keys';
const DEFAULT_PAGE_SIZE = 100;
/** How long a new key is valid, years; *inferred*: the page does not say. */
const YEARS_VALID = 3;

export function listChargingKeys(call: Call, { chargingKeys, cursors }: State): Answer {
	const fleetId = queryText(call, 'fleetId');
	const filter = JSON.stringify({ fleetId });
	const cursor = queryText(call, 'cursor');
	const position = cursor === undefined ? 0 : cursors.open(cursor, LIST, filter);
	if (position === undefined) return refusal(400, 'The cursor is invalid');

	const size = Number(queryText(call, 'page_size') ?? DEFAULT_PAGE_SIZE);
	const keys = chargingKeys.slice(position, size, fleetId);
	const next = position + size;
	const sealAt = (place: number) => cursors.seal({ list: LIST, filter, position: place });
	const more = next < chargingKeys.countOf(fleetId) ? { cursor: sealAt(next) } : {};
	return { status: 200, body: { keys, ...more }, restart: () => sealAt(position) };
}

export function createChargingKey({ body }: Call, { chargingKeys, now }: State): Answer {
	if (!isNewChargingKey(body)) return refusal(400, 'The charging key is invalid');
	const { keyIdentifier, visualNumber, fleetId, enabled, contractId } = body;
	if (chargingKeys.get(keyIdentifier)) return refusal(409, 'Charging key already activated');
	const validTo = new Date(now());
	validTo.setUTCFullYear(validTo.getUTCFullYear() + YEARS_VALID);
	const key: ChargingKey = {
		keyIdentifier,
		validTo: validTo.toISOString(),
		contractId: contractId ?? contractIdOf(chargingKeys.count + 1),
		visualNumber,
		...(fleetId === undefined ? {} : { fleetId }),
		enabled: enabled ?? true,
	};
	chargingKeys.add(key);
	return { status: 200, body: key };
}

export function enableChargingKey(call: Call, state: State): Answer {
	return setEnabled(call, state, true);
}

export function disableChargingKey(call: Call, state: State): Answer {
	return setEnabled(call, state, false);
}

function setEnabled({ params }: Call, { chargingKeys }: State, enabled: boolean): Answer {
	const key = chargingKeys.change(params.keyIdentifier ?? '', { enabled });
	return key ? { status: 200, body: key } : refusal(404, 'Charging key not found');
}

function isNewChargingKey(body: unknown): body is NewChargingKey {
	return (
		isRecord(body) &&
		typeof body.keyIdentifier === 'string' &&
		typeof body.visualNumber === 'string' &&
		['string', 'undefined'].includes(typeof body.fleetId) &&
		['string', 'undefined'].includes(typeof body.contractId) &&
		['boolean', 'undefined'].includes(typeof body.enabled)
	);
}
