import type { INodeProperties } from 'n8n-workflow';

import { getSession } from '../../api/sessions';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { simplifyField } from '../simplifyField';
import { simplifiedSession } from './simplifiedSession';

export const sessionIdField: INodeProperties = {
	displayName: 'Session ID',
	name: 'sessionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 0gLAoxYQepp',
	description: 'The ID returned by Session > Start or contained in a session event',
};

export const get: ItemOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a charging session',
	description: 'Retrieve the status of a session, and its energy and price once it is complete',
	fields: [
		sessionIdField,
		simplifyField(
			'ten flat fields with energy in kWh, duration in minutes and the price in the unit of its currency',
		),
		itemOptions(),
	],
	async run(item, client) {
		const sessionId = item.id('sessionId');
		const simplify = item.boolean('simplify');
		const session = await getSession(client, sessionId);
		return simplify ? simplifiedSession(session) : session;
	},
};
