import { listed, queryText, type Call } from './call.mts';
import { errorResponse, type Answer, type ChargingKey, type NewChargingKey } from './schemas.mts';
import { contractIdOf } from './chargingKeyStore.mts';
import type { State } from './state.mts';

const DEFAULT_PAGE_SIZE = 100;
/** Validity of a new key in years; *inferred*: the page does not say. */
const YEARS_VALID = 3;

export function listChargingKeys(call: Call, state: State): Answer {
	const { chargingKeys } = state;
	const fleetId = queryText(call, 'fleetId');
	const size = Number(queryText(call, 'page_size') ?? DEFAULT_PAGE_SIZE);
	return listed(call, state, 'keys', { fleetId }, (place) =>
		chargingKeys.page(place, size, (key) => fleetId === undefined || key.fleetId === fleetId),
	);
}

export function createChargingKey(
	{ body }: Call<NewChargingKey>,
	{ chargingKeys, now }: State,
): Answer {
	const { keyIdentifier, visualNumber, fleetId, enabled, contractId } = body;
	if (chargingKeys.get(keyIdentifier)) return errorResponse(409, 'Charging key already activated');
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
	return key ? { status: 200, body: key } : errorResponse(404, 'Charging key not found');
}
