import type { Resource } from '../operation';
import { getAll } from './getAll';

export const chargingKey: Resource = {
	value: 'chargingKey',
	name: 'Charging Key',
	defaultOperation: getAll,
	operations: [getAll],
};
