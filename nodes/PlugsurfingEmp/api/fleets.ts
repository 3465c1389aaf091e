import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import { fetchAnyObject, fetchObject } from './fetchObject';
import { pathSegment } from './http/pathSegment';
import type { ApiRequest } from './http/request';
import { isRecord } from '../json';

const PATH = '/emp/v1/fleets';

/** Longest ID and name of a fleet (docs/api-facts.md#fleets). */
export const MAX_FLEET_TEXT = 100;

const NO_SUCH_FLEET = {
	reason: 'there is no such fleet',
	remedy: 'Enter the Fleet ID exactly as it was when the fleet was created.',
};

/** Creates a fleet. Not idempotent: a second request gets a 409. */
export function createFleet(
	client: ApiClient,
	fleetId: string,
	fleetName?: string,
): Promise<IDataObject> {
	return fetchObject(
		client,
		{
			method: 'POST',
			path: PATH,
			body: { fleetId, ...(fleetName !== undefined && { fleetName }) },
			activity: `create the fleet ${fleetId}`,
			idempotent: false,
			howToCheck: 'Look for it with Fleet > Get Invitation before creating it again.',
			statusReasons: {
				409: {
					reason: 'a fleet with this ID already exists',
					remedy: 'Use the fleet as it is, or enter another Fleet ID.',
				},
			},
		},
		'a fleet',
		isFleet,
	);
}

/**
 * Renames a fleet. Idempotent. The body is inferred, and the response is not documented
 * (docs/api-facts.md#fleets).
 */
export async function renameFleet(
	client: ApiClient,
	fleetId: string,
	fleetName: string,
): Promise<IDataObject> {
	const request: ApiRequest = {
		method: 'PUT',
		path: `${PATH}/${pathSegment(fleetId)}/rename`,
		body: { fleetName },
		activity: `rename the fleet ${fleetId}`,
		idempotent: true,
		statusReasons: { 404: NO_SUCH_FLEET },
	};
	return (await fetchAnyObject(client, request, 'a fleet')) ?? { fleetId, fleetName };
}

/**
 * Gets the active invitation codes of a fleet. Their shape is not documented: a list is returned as
 * `invitations`.
 */
export async function getFleetInvitation(client: ApiClient, fleetId: string): Promise<IDataObject> {
	return await fetchObject(
		client,
		{
			method: 'GET',
			path: `${PATH}/${pathSegment(fleetId)}/invitation`,
			activity: `get the invitation of the fleet ${fleetId}`,
			idempotent: true,
			statusReasons: { 404: NO_SUCH_FLEET },
		},
		'an invitation',
		isInvitation,
	).then((body) => (Array.isArray(body) ? { invitations: body } : body));
}

function isFleet(body: unknown): body is IDataObject {
	return isRecord(body) && typeof body.fleetId === 'string';
}

function isInvitation(body: unknown): body is IDataObject | IDataObject[] {
	return isRecord(body) || Array.isArray(body);
}
