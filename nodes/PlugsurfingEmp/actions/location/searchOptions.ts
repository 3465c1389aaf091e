import type { INodeProperties } from 'n8n-workflow';

import type { LocationQuery } from '../../api/locationSearch';
import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';
import { readFilters } from './filters';
import { languageField } from './languageField';

/** Half the Earth's circumference in metres, the largest possible distance. */
export const MAX_DISTANCE_M = 20_000_000;

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'Aggregates',
			value: 'aggregates',
			description: 'The number of locations in each area, for maps',
		},
		{
			name: 'Connectors',
			value: 'connectors',
			description:
				'One item per connector, ready for Session > Start. evseId is the number of its charging point (EVSE).',
		},
		{
			name: 'Locations',
			value: 'locations',
			description: 'One item per location, with its charging points (EVSEs) and connectors',
		},
	],
	default: 'locations',
	description: 'What to return',
};

/** Hidden in the editor if a workflow from version 1.0.0 has Output in its options, which then takes precedence. */
export const outputField: INodeProperties = {
	...output,
	displayOptions: { hide: { '/options.output': ['aggregates', 'connectors', 'locations'] } },
};

export const searchOptions: INodeProperties = itemOptions([
	{
		displayName: 'Aggregation Precision',
		name: 'aggregationPrecision',
		type: 'number',
		typeOptions: { minValue: 2, maxValue: 9 },
		default: 5,
		description:
			'The size of the areas that locations are counted in, from 2 (large) to 9 (small). Only used if Output is Aggregates.',
	},
	languageField,
	{
		displayName: 'Only Matching Connectors',
		name: 'filterEvsesAndConnectors',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out connectors and charging points (EVSEs, each for one car at a time) that do not match the filters. If Output is Connectors, they are left out unless this is off.',
	},
	{
		// n8n drops settings without a field, and saved workflows rely on this one.
		...output,
		displayName: 'Output (Earlier Setting)',
		description: 'The Output setting of version 1.0.0. Remove it to use the Output field instead.',
	},
]);

export interface SearchOptions {
	query: LocationQuery;
	output: string;
	/** Flat rows instead of the API's objects. */
	simplify: boolean;
	/** From 2 to 9; undefined for the API's default. */
	precision?: number;
}

/** Reads the filters and options of a search. */
export function readSearchOptions(item: ItemParameters): SearchOptions {
	const filters = readFilters(item);
	const output = item.optionalOption('options.output') ?? item.option('output');
	const matchingOnly = item.optionalBoolean('options.filterEvsesAndConnectors');
	const isFilteredConnectorList = output === 'connectors' && Object.keys(filters).length > 0;
	return {
		query: {
			filters,
			matchingOnly: matchingOnly ?? isFilteredConnectorList,
			language: item.optionalOption('options.language'),
		},
		output,
		simplify: item.boolean('simplify'),
		precision: item.optionalInteger('options.aggregationPrecision'),
	};
}
