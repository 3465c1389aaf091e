import type { IDataObject } from 'n8n-workflow';

import { shapeFailure } from './answerFailure';
import type { components } from './contract';
import { pages, type Wanted } from './pages';
import type { Emp, EmpRequest } from './request';
import { isRecord } from './shape';

export type ChargingKey = components['schemas']['ChargingKey'] & IDataObject;

const PATH = '/emp/v1/charging-keys';

function isChargingKey(value: unknown): value is ChargingKey {
	return isRecord(value) && typeof value.keyIdentifier === 'string';
}

/** Lists charging keys, of one fleet or all. Page sizes 10 to 500: EMP page, "Charging Keys - GET". */
export function listChargingKeys(
	emp: Emp,
	filter: { fleetId?: string },
	wanted: Wanted<ChargingKey> = {},
): AsyncIterable<ChargingKey[]> {
	return pages(
		{
			noun: 'charging keys',
			smallestPage: 10,
			largestPage: 500,
			async fetchPage(size, cursor) {
				const request: EmpRequest = {
					method: 'GET',
					path: PATH,
					query: {
						...(filter.fleetId !== undefined && { fleetId: filter.fleetId }),
						page_size: size,
						...(cursor !== undefined && { cursor }),
					},
					activity: 'list the charging keys',
					repeatable: true,
				};
				const body = await emp.exchange(request);
				if (!isRecord(body) || !Array.isArray(body.keys)) {
					throw shapeFailure(request, 'a list of charging keys', body);
				}
				const rows: unknown[] = body.keys;
				if (!rows.every(isChargingKey)) {
					throw shapeFailure(request, 'charging keys that each have a keyIdentifier', rows);
				}
				return { rows, cursor: body.cursor };
			},
		},
		wanted,
	);
}
