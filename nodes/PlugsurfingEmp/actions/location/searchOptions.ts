import type { INodeProperties } from 'n8n-workflow';

import type { LocationQuery } from '../../api/locationSearch';
import type { ItemParameters } from '../../parameters/itemParameters';
import { listOptions } from '../executionOptions';
import { readFilters } from './filters';
import { languageField } from './languageField';

/** Half around the Earth, metres: nothing is farther away. */
export const MAX_DISTANCE_M = 20_000_000;

export const searchOptions: INodeProperties = listOptions([
	{
		displayName: 'Aggregation Precision',
		name: 'aggregationPrecision',
		type: 'number',
		typeOptions: { minValue: 2, maxValue: 9 },
		default: 5,
		description:
			'How small the areas are that locations are counted in, from 2 (large) to 9 (small). Only with Output Aggregates.',
	},
	languageField,
	{
		displayName: 'Only Matching EVSEs and Connectors',
		name: 'filterEvsesAndConnectors',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out the charging points (EVSEs) and connectors of a location that do not match the filters. With Output Connectors they are left out unless this is turned off.',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Aggregates',
				value: 'aggregates',
				description: 'How many locations there are in each area, for maps',
			},
			{
				name: 'Connectors',
				value: 'connectors',
				description: 'An item for each connector, ready for Session > Start',
			},
			{
				name: 'Locations',
				value: 'locations',
				description: 'An item for each location, with its charging points and connectors inside',
			},
		],
		default: 'locations',
		description: 'What the result consists of',
	},
]);

export interface SearchChoices {
	wanted: LocationQuery;
	output: string;
	/** From 2 to 9; nothing to leave it to the API. */
	precision?: number;
}

/** What to search for, and what to make of it. */
export function readSearchOptions(item: ItemParameters): SearchChoices {
	const filters = readFilters(item);
	const output = item.option('options.output');
	const matchingOnly = item.optionalBoolean('options.filterEvsesAndConnectors');
	const connectorsAsked = output === 'connectors' && Object.keys(filters).length > 0;
	return {
		wanted: {
			filters,
			matchingOnly: matchingOnly ?? connectorsAsked,
			language: item.optionalOption('options.language'),
		},
		output,
		precision: item.optionalInteger('options.aggregationPrecision', 2, 9),
	};
}
