import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from '../../parameters/itemParameters';
import { filtersField } from '../listFields';

/** Above any charger, including megawatt chargers for trucks. Catches values entered in watts. */
const MAX_KW = 5000;

export const powerType: INodeProperties = {
	displayName: 'Power Type',
	name: 'powerType',
	type: 'options',
	options: [
		{ name: 'AC', value: 'AC' },
		{ name: 'DC', value: 'DC' },
	],
	default: 'DC',
	description: 'Only locations with a connector of this type',
};

export const locationFilters: INodeProperties = filtersField([
	{
		displayName: 'Additional Filters (JSON)',
		name: 'additional',
		type: 'json',
		default: '{}',
		description: 'Other API filters, as a JSON object such as {"locationStatuses": ["PLANNED"]}',
	},
	{
		displayName: 'Capabilities',
		name: 'capabilities',
		type: 'multiOptions',
		options: [
			{ name: 'Charging Profile', value: 'CHARGING_PROFILE_CAPABLE' },
			{ name: 'Plug and Charge', value: 'PLUG_AND_CHARGE_CAPABLE' },
			{ name: 'Remote Start and Stop', value: 'REMOTE_START_STOP_CAPABLE' },
			{ name: 'Reservation', value: 'RESERVABLE' },
		],
		default: [],
		description:
			'What a charger must support. For capabilities not listed here, use Additional Filters.',
	},
	{
		displayName: 'Location Statuses',
		name: 'locationStatuses',
		type: 'multiOptions',
		options: [
			{ name: 'Available', value: 'AVAILABLE' },
			{ name: 'Blocked', value: 'BLOCKED' },
			{ name: 'Charging', value: 'CHARGING' },
			{ name: 'Inoperative', value: 'INOPERATIVE' },
			{ name: 'Occupied', value: 'OCCUPIED' },
			{ name: 'Offline', value: 'OFFLINE' },
			{ name: 'Out of Order', value: 'OUTOFORDER' },
			{ name: 'Reserved', value: 'RESERVED' },
			{ name: 'Unavailable', value: 'UNAVAILABLE' },
			{ name: 'Unknown', value: 'UNKNOWN' },
		],
		default: [],
		description:
			'Only locations with a charger in one of these statuses, which may have changed since. For statuses not listed here, use Additional Filters.',
	},
	{
		displayName: 'Min Power (kW)',
		name: 'minPower',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MAX_KW },
		default: 50,
		description: 'The minimum power of a connector, in kilowatts',
	},
	{
		displayName: 'Open Around the Clock',
		name: 'open247',
		type: 'boolean',
		default: true,
		description: 'Whether to return only locations that are open 24 hours a day, 7 days a week',
	},
	{
		displayName: 'Plug Types',
		name: 'connectorStandards',
		type: 'multiOptions',
		options: [
			{ name: 'CEE Blue', value: 'CeeBlue' },
			{ name: 'CEE Red', value: 'CeeRed' },
			{ name: 'CHAdeMO', value: 'Chademo' },
			{ name: 'Combo (CCS)', value: 'Combo' },
			{ name: 'Schuko', value: 'Schuko' },
			{ name: 'Tesla', value: 'Tesla' },
			{ name: 'Type 1', value: 'Type1' },
			{ name: 'Type 2', value: 'Type2' },
			{ name: 'Type 3', value: 'Type3' },
		],
		default: [],
		description: 'The plugs to look for. For types not listed here, use Additional Filters.',
	},
	powerType,
]);

/** Reads all filters into the API's format, with power in watts. */
export function readFilters(item: ItemParameters): IDataObject {
	const additional = item.jsonObject('filters.additional');
	const locationStatuses = item.options('filters.locationStatuses');
	const capabilities = item.options('filters.capabilities');
	const connectorStandards = item.options('filters.connectorStandards');
	const power = item.optionalNumber('filters.minPower', 0, MAX_KW);
	const type = item.optionalOption('filters.powerType');
	const filters: IDataObject = {
		...(locationStatuses.length > 0 && { locationStatuses }),
		...(capabilities.length > 0 && { capabilities }),
		...(connectorStandards.length > 0 && { connectorStandards }),
		...(type !== undefined && { powerType: type }),
		...(power !== undefined && power > 0 && { power: Math.round(power * 1000) }),
		...(item.optionalBoolean('filters.open247') === true && { open247: true }),
	};
	const duplicate = Object.keys(additional).find((name) => Object.keys(filters).includes(name));
	if (duplicate !== undefined) {
		throw item.invalidParameter(
			'filters.additional',
			`must not contain "${duplicate}", which has its own filter`,
		);
	}
	return { ...additional, ...filters };
}
