import type { Resource } from '../operation';
import { create } from './create';
import { getInvitation } from './getInvitation';
import { rename } from './rename';

export const fleet: Resource = {
	value: 'fleet',
	name: 'Fleet',
	defaultOperation: create,
	operations: [create, getInvitation, rename],
};
