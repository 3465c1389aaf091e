import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from './client';
import type { components } from './contract.generated';
import { fetchObject } from './fetchObject';
import { pathSegment } from './http/pathSegment';
import type { ApiRequest } from './http/request';
import { ADDRESS_FIELDS } from './http/responseErrors';
import { listPages, type Listing, type ListQuery } from './pagination';
import { isRecord } from '../json';

export type ChargingKey = components['schemas']['ChargingKey'] & IDataObject;

/** A key to create. Plugsurfing fills in omitted fields. */
export type NewChargingKey = Partial<components['schemas']['NewChargingKey']> &
	Pick<components['schemas']['NewChargingKey'], 'keyIdentifier' | 'visualNumber'>;

const PATH = '/emp/v1/charging-keys';

function isChargingKey(value: unknown): value is ChargingKey {
	return isRecord(value) && typeof value.keyIdentifier === 'string';
}

/** Lists the charging keys of one fleet, or of all fleets if the fleet is absent or empty. Page sizes: docs/api-facts.md#charging-keys. */
export function chargingKeys(
	client: ApiClient,
	{ fleetId, ...listQuery }: { fleetId?: string } & ListQuery<ChargingKey> = {},
): Listing<ChargingKey> {
	return listPages(
		client,
		{
			noun: 'charging keys',
			path: PATH,
			query: { fleetId: fleetId || undefined },
			pageSize: { parameter: 'page_size', smallest: 10, largest: 500 },
			key: 'keys',
			isRow: isChargingKey,
			identity: 'keyIdentifier',
		},
		listQuery,
	);
}

function fetchKey(client: ApiClient, request: ApiRequest): Promise<ChargingKey> {
	return fetchObject(client, request, 'a charging key', isChargingKey);
}

/** Creates a key. Not idempotent: a second request gets a 409. */
export function createChargingKey(client: ApiClient, key: NewChargingKey): Promise<ChargingKey> {
	return fetchKey(client, {
		method: 'POST',
		path: PATH,
		body: key,
		activity: `create the charging key ${key.keyIdentifier}`,
		idempotent: false,
		howToCheck: 'Look for it with Charging Key > Get Many before creating it again.',
		statusReasons: {
			409: {
				reason: 'it is already activated',
				remedy:
					'A key can be created once. If it is yours, use it as it is, or use Charging Key > Enable if it is disabled. If not, check the Key Identifier and its byte order.',
			},
		},
	});
}

/** Enables or disables a key. Idempotent. */
export function switchChargingKey(
	client: ApiClient,
	keyIdentifier: string,
	to: 'enable' | 'disable',
): Promise<ChargingKey> {
	return fetchKey(client, {
		method: 'PUT',
		path: `${PATH}/${pathSegment(keyIdentifier)}/${to}`,
		activity: `${to} the charging key ${keyIdentifier}`,
		idempotent: true,
		statusReasons: {
			403: {
				reason: 'you have no access to this charging key',
				remedy: `Check that the key belongs to your organization, and that the API key of the credential may change charging keys. If every request fails this way, check ${ADDRESS_FIELDS}.`,
			},
			404: {
				reason: 'there is no such charging key',
				remedy:
					'Pick the Charging Key from the list, or enter its identifier exactly as it was when the key was created: case and byte order count.',
			},
		},
	});
}
