import type { INodeProperties } from 'n8n-workflow';

import type { NewChargingKey } from '../../api/chargingKeys';
import type { ItemParameters } from '../../parameters/itemParameters';
import { reversedBytes } from './byteOrder';

export const keyIdentifierField: INodeProperties = {
	displayName: 'Key Identifier',
	name: 'keyIdentifier',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. e0e03336',
	description:
		'The number on the chip (UID) in hexadecimal, usually 8 or 14 digits. Sent exactly as entered unless Byte Order is Big-Endian.',
};

export const visualNumberField: INodeProperties = {
	displayName: 'Visual Number',
	name: 'visualNumber',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. DE-9FS-C045DS363-E',
	description: 'The number printed on the card or fob',
};

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'Byte Order of Key Identifier',
			name: 'byteOrder',
			type: 'options',
			options: [
				{
					name: 'Big-Endian',
					value: 'bigEndian',
					description: 'The bytes are reversed before they are sent: 3633e0e0 becomes e0e03336',
				},
				{
					name: 'Little-Endian',
					value: 'littleEndian',
					description: 'What Plugsurfing expects: the identifier is sent as entered',
				},
			],
			default: 'littleEndian',
			description:
				'The order in which your card reader prints the bytes. If chargers do not recognize your keys, try the other one.',
		},
		{
			displayName: 'Contract ID',
			name: 'contractId',
			type: 'string',
			default: '',
			placeholder: 'e.g. DE-9FS-C045DS363-E',
			description: 'The contract that sessions are billed to. Plugsurfing creates one if empty.',
		},
		{
			displayName: 'Enabled',
			name: 'enabled',
			type: 'boolean',
			default: true,
			description: 'Whether the key can be used for charging immediately',
		},
		{
			displayName: 'Fleet ID',
			name: 'fleetId',
			type: 'string',
			default: '',
			placeholder: 'e.g. y1nNLJqb7m',
			description: 'The fleet that the key belongs to',
		},
	],
};

/**
 * Reads the charging key that an item describes, without empty fields. Identifiers may have the form that
 * Export writes for spreadsheets.
 */
export function readKey(item: ItemParameters): NewChargingKey {
	const keyIdentifier = item.hexadecimalBytes('keyIdentifier');
	const isBigEndian = item.optionalOption('additionalFields.byteOrder') === 'bigEndian';
	const contractId = item.optionalIdentifier('additionalFields.contractId');
	const enabled = item.optionalBoolean('additionalFields.enabled');
	const fleetId = item.optionalIdentifier('additionalFields.fleetId');
	return {
		keyIdentifier: isBigEndian ? reversedBytes(keyIdentifier) : keyIdentifier,
		visualNumber: item.identifier('visualNumber'),
		...(contractId !== undefined && { contractId }),
		...(enabled !== undefined && { enabled }),
		...(fleetId !== undefined && { fleetId }),
	};
}
