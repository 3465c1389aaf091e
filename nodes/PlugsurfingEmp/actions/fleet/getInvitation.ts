import { getFleetInvitation } from '../../api/fleets';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { fleetIdField } from './fleetField';

export const getInvitation: ItemOperation = {
	value: 'getInvitation',
	name: 'Get Invitation',
	action: 'Get the invitation of a fleet',
	description: 'Retrieve the active invitation codes with which drivers join a fleet',
	fields: [fleetIdField, itemOptions()],
	run: (item, client) => getFleetInvitation(client, item.id('fleetId')),
};
