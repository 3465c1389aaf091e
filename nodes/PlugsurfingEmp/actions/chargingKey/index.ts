import type { Resource } from '../operation';
import { create } from './create';
import { disable } from './disable';
import { enable } from './enable';
import { exportKeys } from './export';
import { get } from './get';
import { getAll } from './getAll';
import { sync } from './sync';

export const chargingKey: Resource = {
	value: 'chargingKey',
	name: 'Charging Key',
	defaultOperation: getAll,
	operations: [create, disable, enable, exportKeys, get, getAll, sync],
};
