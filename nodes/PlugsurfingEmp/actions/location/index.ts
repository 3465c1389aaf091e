import type { Resource } from '../operation';
import { get } from './get';
import { getAll } from './getAll';
import { search } from './search';
import { searchArea } from './searchArea';
import { searchRoute } from './searchRoute';

export const location: Resource = {
	value: 'location',
	name: 'Location',
	defaultOperation: search,
	operations: [get, getAll, search, searchRoute, searchArea],
};
