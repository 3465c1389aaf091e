import { locationsIn } from '../../api/locations';
import { shown } from '../../parameters/conversion';
import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';
import { filtersField, returnAllOrLimit } from '../listFields';
import type { ItemOperation } from '../operation';
import { countryCode } from './countries';
import { powerType } from './filters';
import { inferredPath } from './inferredPath';
import { simplifiedLocation, simplifyLocations } from './simplifiedLocation';

/** Returns the selected countries as unique alpha-3 codes. */
function countries(item: ItemParameters): string[] {
	const path = 'filters.countries';
	const codes = item.strings(path).map((country) => {
		const code = countryCode(country);
		if (code !== undefined) return code;
		throw item.invalidParameter(
			path,
			`must contain only ISO codes or English names of countries, and ${shown(country)} is neither`,
		);
	});
	return [...new Set(codes)];
}

export const getAll: ItemOperation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many locations',
	description: 'Retrieve a list of charging locations, the least recently updated first',
	fields: [
		...returnAllOrLimit,
		simplifyLocations,
		filtersField([
			{
				displayName: 'Countries',
				name: 'countries',
				type: 'string',
				default: '',
				placeholder: 'e.g. DEU, France',
				description:
					'Only locations in these countries: comma-separated ISO codes or English names',
			},
			powerType,
			{
				displayName: 'Updated After',
				name: 'lastUpdated',
				type: 'dateTime',
				default: '',
				description:
					"Only locations updated after this date and time. To keep a copy up to date, enter last_updated of the last location received. In the workflow's time zone unless the value includes one.",
			},
		]),
		inferredPath,
		itemOptions(),
	],
	async *run(item, client) {
		const simplify = item.boolean('simplify');
		const pages = locationsIn(client, {
			lastUpdated: item.optionalDate('filters.lastUpdated'),
			countries: countries(item),
			powerType: item.optionalOption('filters.powerType'),
			limit: item.limit(),
		});
		for await (const page of pages) yield simplify ? page.map(simplifiedLocation) : page;
	},
};
