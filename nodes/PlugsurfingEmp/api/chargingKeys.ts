import type { IDataObject } from 'n8n-workflow';

import { insteadOf, unexpectedResponse } from './http/responseErrors';
import type { components } from './contract.generated';
import { pageOf, type PagedList } from './pagination';
import { pathSegment } from './http/request';
import type { ApiClient } from './client';
import type { ApiRequest } from './http/request';
import { isRecord } from '../json';

export type ChargingKey = components['schemas']['ChargingKey'] & IDataObject;

/** What a new key consists of; what is left out is left to Plugsurfing. */
export type NewChargingKey = Partial<components['schemas']['NewChargingKey']> &
	Pick<components['schemas']['NewChargingKey'], 'keyIdentifier' | 'visualNumber'>;

const PATH = '/emp/v1/charging-keys';

function isChargingKey(value: unknown): value is ChargingKey {
	return isRecord(value) && typeof value.keyIdentifier === 'string';
}

/** The charging keys of one fleet or of all. Page sizes 10 to 500 (docs/api-facts.md#charging-keys). */
export function chargingKeys(
	client: ApiClient,
	filter: { fleetId?: string } = {},
): PagedList<ChargingKey> {
	return {
		noun: 'charging keys',
		smallestPage: 10,
		largestPage: 500,
		async fetchPage(size, cursor) {
			const request: ApiRequest = {
				method: 'GET',
				path: PATH,
				query: { fleetId: filter.fleetId, page_size: size, cursor },
				activity: 'list the charging keys',
				idempotent: true,
			};
			return pageOf(request, await client.request(request), {
				key: 'keys',
				rows: 'charging keys',
				isRow: isChargingKey,
				identity: 'keyIdentifier',
			});
		},
	};
}

async function keyFrom(client: ApiClient, request: ApiRequest): Promise<ChargingKey> {
	const body = await client.request(request);
	if (!isChargingKey(body)) throw unexpectedResponse(request, insteadOf('a charging key', body));
	return body;
}

/** Creates a key. Never sent twice on its own: a repeat is refused with 409. */
export function createChargingKey(client: ApiClient, key: NewChargingKey): Promise<ChargingKey> {
	return keyFrom(client, {
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

/** Allows or forbids charging with a key. Doing so twice changes nothing more. */
export function switchChargingKey(
	client: ApiClient,
	keyIdentifier: string,
	to: 'enable' | 'disable',
): Promise<ChargingKey> {
	return keyFrom(client, {
		method: 'PUT',
		path: `${PATH}/${pathSegment(keyIdentifier)}/${to}`,
		activity: `${to} the charging key ${keyIdentifier}`,
		idempotent: true,
		statusReasons: {
			403: {
				reason: 'you have no access to this charging key',
				remedy:
					'Check that the key belongs to your organization, and that the API key of the credential may change charging keys. If every request ends like this, check the Base URL in the credential.',
			},
			404: {
				reason: 'there is no such charging key',
				remedy:
					'Enter the Key Identifier exactly as it was when the key was created: case and byte order count.',
			},
		},
	});
}
