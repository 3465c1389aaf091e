import type { Call } from './call.mts';
import { errorResponse, type Answer, type FleetName, type NewFleet } from './schemas.mts';
import { seededId } from './seeded.mts';
import type { State } from './state.mts';

export function createFleet({ body }: Call<NewFleet>, { fleets }: State): Answer {
	const { fleetId, fleetName } = body;
	if (fleets.get(fleetId)) return errorResponse(409, 'Fleet already exists');
	const fleet = { fleetId, ...(fleetName !== undefined && { fleetName }) };
	fleets.set(fleetId, fleet);
	return { status: 200, body: fleet };
}

export function renameFleet({ params, body }: Call<FleetName>, { fleets }: State): Answer {
	const fleet = fleets.get(params.fleetId ?? '');
	if (!fleet) return errorResponse(404, 'Fleet not found');
	const renamed = { ...fleet, fleetName: body.fleetName };
	fleets.set(fleet.fleetId, renamed);
	return { status: 200, body: renamed };
}

/** *Inferred*: the shape is not documented. */
export function getFleetInvitation({ params }: Call, { fleets }: State): Answer {
	const fleet = fleets.get(params.fleetId ?? '');
	if (!fleet) return errorResponse(404, 'Fleet not found');
	const code = seededId(8, 0, 0x1a717e, ...Buffer.from(fleet.fleetId));
	return { status: 200, body: { fleetId: fleet.fleetId, invitationCodes: [code] } };
}
