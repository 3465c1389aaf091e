import { getSession } from '../../api/sessions';
import { itemOptions } from '../executionOptions';
import type { Operation } from '../operation';
import { sessionIdField } from './sessionIdField';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a charging session',
	description: 'Retrieve the status of a session, and its energy and price once it is complete',
	fields: [sessionIdField, itemOptions()],
	run: (item, client) => getSession(client, item.id('sessionId')),
};
