import type { Call } from './call.mts';
import { isRecord, refusal, type Answer } from './schemas.mts';
import { seededId } from './seeded.mts';
import type { State } from './state.mts';

export function createFleet({ body }: Call, { fleets }: State): Answer {
	if (!isRecord(body) || typeof body.fleetId !== 'string') return refusal(400, 'Invalid fleet');
	const { fleetId, fleetName } = body;
	if (fleets.get(fleetId)) return refusal(409, 'Fleet already exists');
	const fleet = { fleetId, ...(typeof fleetName === 'string' && { fleetName }) };
	return { status: 200, body: fleets.put(fleet) };
}

export function renameFleet({ params, body }: Call, { fleets }: State): Answer {
	const fleet = fleets.get(params.fleetId ?? '');
	if (!fleet) return refusal(404, 'Fleet not found');
	const fleetName = isRecord(body) ? String(body.fleetName) : '';
	return { status: 200, body: fleets.put({ ...fleet, fleetName }) };
}

/** *Inferred*: the shape is not public. */
export function getFleetInvitation({ params }: Call, { fleets }: State): Answer {
	const fleet = fleets.get(params.fleetId ?? '');
	if (!fleet) return refusal(404, 'Fleet not found');
	const code = seededId(8, 0, 0x1a717e, ...Buffer.from(fleet.fleetId));
	return { status: 200, body: { fleetId: fleet.fleetId, invitationCodes: [code] } };
}
