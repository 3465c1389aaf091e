import type { INodeProperties } from 'n8n-workflow';

import type { ItemParameters } from '../../parameters/itemParameters';

const ADDRESS: Array<[name: string, displayName: string, placeholder: string]> = [
	['additionalInformation', 'Additional Information', 'e.g. Reception is on the first floor'],
	['address', 'Address', 'e.g. First Way 261b'],
	['addressLine2', 'Address Line 2', 'e.g. Suite 9'],
	['city', 'City', 'e.g. Vienna'],
	['companyName', 'Company Name', 'e.g. Low Area Corp.'],
	['country', 'Country', 'e.g. Austria'],
	['firstName', 'First Name', 'e.g. Frans'],
	['lastName', 'Last Name', 'e.g. Anderson'],
	['postalCode', 'Postal Code', 'e.g. 1010'],
];

export const addressField: INodeProperties = {
	displayName: 'Address',
	name: 'address',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Where to send the card',
	options: ADDRESS.map(([name, displayName, placeholder]) => ({
		displayName,
		name,
		type: 'string' as const,
		default: '',
		placeholder,
	})),
};

/** Reads the filled-in fields of the address. */
export function readAddress(item: ItemParameters): Map<string, unknown> {
	const address = new Map<string, unknown>();
	for (const [name] of ADDRESS) {
		const text = item.optionalString(`address.${name}`);
		if (text !== undefined) address.set(name, text);
	}
	if (address.size > 0) return address;
	throw item.invalidParameter(
		'address',
		'must not be empty',
		undefined,
		'Add the fields of the address that the card is sent to. Nothing was sent to Plugsurfing for this item.',
	);
}
