import { getLocation } from '../../api/locations';
import { itemOptions } from '../executionOptions';
import type { ItemOperation } from '../operation';
import { inferredPath } from './inferredPath';
import { languageField } from './languageField';
import { simplifiedLocation, simplifyPriced } from './simplifiedLocation';

export const get: ItemOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a location',
	description: 'Retrieve a charging location with the prices of its connectors',
	fields: [
		{
			displayName: 'Location ID',
			name: 'locationId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Tm9yZHN0cmFzc2U/Kw==',
			description: 'The ID of a location, as returned by Search or Get Many',
		},
		simplifyPriced,
		inferredPath,
		itemOptions([
			{
				displayName: 'Fleet ID',
				name: 'fleetId',
				type: 'string',
				default: '',
				placeholder: 'e.g. y1nNLJqb7m',
				description: 'Return the prices for this fleet. Cannot be combined with Key Identifier.',
			},
			{
				displayName: 'Key Identifier',
				name: 'keyIdentifier',
				type: 'string',
				default: '',
				placeholder: 'e.g. 3633e0e0',
				description: 'Return the prices for this charging key. Cannot be combined with Fleet ID.',
			},
			languageField,
		]),
	],
	async run(item, client) {
		const locationId = item.id('locationId');
		const keyIdentifier = item.optionalString('options.keyIdentifier');
		const fleetId = item.optionalString('options.fleetId');
		if (keyIdentifier !== undefined && fleetId !== undefined) {
			throw item.invalidParameter(
				'options.fleetId',
				'must be empty if Key Identifier is set',
				fleetId,
			);
		}
		const language = item.optionalOption('options.language');
		const simplify = item.boolean('simplify');
		const location = await getLocation(client, locationId, { keyIdentifier, fleetId }, language);
		return simplify ? simplifiedLocation(location) : location;
	},
};
