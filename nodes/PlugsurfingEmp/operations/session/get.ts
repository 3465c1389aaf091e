import { getSession } from '../../emp/sessions';
import { itemOptions } from '../effort';
import type { Operation } from '../operation';
import { sessionIdField } from './sessionIdField';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a charging session',
	description: 'Retrieve the status of a session, and its energy and price once it is complete',
	fields: [sessionIdField, itemOptions()],
	run: (item, emp) => getSession(emp, item.id('sessionId')),
};
