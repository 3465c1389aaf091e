import type { Resource } from '../operation';
import { get } from './get';
import { start } from './start';
import { stop } from './stop';

export const session: Resource = {
	value: 'session',
	name: 'Session',
	defaultOperation: get,
	operations: [get, start, stop],
};
