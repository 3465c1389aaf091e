import { chargingKeys, type ChargingKey } from '../../api/chargingKeys';
import { ApiError, type ApiClient } from '../../api/client';
import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';
import type { InputOperation } from '../operation';

const LOOK_UP_BY = {
	keyIdentifier: 'Key Identifier',
	visualNumber: 'Visual Number',
	contractId: 'Contract ID',
} as const;

type LookUpField = keyof typeof LOOK_UP_BY;

function isLookUpField(name: string): name is LookUpField {
	return name in LOOK_UP_BY;
}

/** The search of one input item. */
interface LookUp {
	item: number;
	field: LookUpField;
	value: string;
	fleetId?: string;
}

function readLookUp(item: ItemParameters): LookUp {
	const field = item.option('lookUpBy');
	return {
		item: item.index,
		field: isLookUpField(field) ? field : 'keyIdentifier',
		value: item.string('value'),
		fleetId: item.optionalString('options.fleetId'),
	};
}

/** The searches of several items in the same list. */
class LookUps {
	readonly found = new Map<LookUp, ChargingKey[]>();

	private readonly byField = new Map<LookUpField, Map<string, LookUp[]>>();

	/** Keys whose identifier differs only in case, used if there is no exact match. */
	private readonly similar = new Map<LookUp, ChargingKey[]>();

	private readonly byLowerCase = new Map<string, LookUp[]>();

	private open = 0;

	constructor(private readonly all: readonly LookUp[]) {
		for (const lookUp of all) {
			const values = this.byField.get(lookUp.field) ?? new Map<string, LookUp[]>();
			this.byField.set(lookUp.field, values);
			append(values, lookUp.value, lookUp);
			if (lookUp.field === 'keyIdentifier') {
				append(this.byLowerCase, lookUp.value.toLowerCase(), lookUp);
			}
			this.open += 1;
		}
	}

	/**
	 * Whether no further key can match. Key identifiers are unique; visual numbers and contracts may be
	 * used for several keys, so these need the whole list.
	 */
	get areComplete(): boolean {
		return this.open === 0;
	}

	visit(key: ChargingKey): void {
		for (const [field, values] of this.byField) {
			for (const lookUp of values.get(key[field]) ?? []) {
				const found = this.found.get(lookUp) ?? [];
				// A key that is listed twice counts once.
				if (found.some(({ keyIdentifier }) => keyIdentifier === key.keyIdentifier)) continue;
				if (field === 'keyIdentifier') this.open -= 1;
				append(this.found, lookUp, key);
			}
		}
		if (this.byLowerCase.size === 0) return;
		for (const lookUp of this.byLowerCase.get(key.keyIdentifier.toLowerCase()) ?? []) {
			if (lookUp.value !== key.keyIdentifier) append(this.similar, lookUp, key);
		}
	}

	/** Yields the keys of each look-up after the list has been read. */
	*results(): Generator<[LookUp, ChargingKey[]]> {
		for (const lookUp of this.all) {
			yield [lookUp, this.found.get(lookUp) ?? this.similar.get(lookUp) ?? []];
		}
	}
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
	const values = map.get(key);
	if (values) values.push(value);
	else map.set(key, [value]);
}

function notFound({ field, value, fleetId }: LookUp): ApiError {
	const where = fleetId === undefined ? '' : ` in the fleet "${fleetId}"`;
	return new ApiError(`There is no charging key with the ${LOOK_UP_BY[field]} "${value}"${where}`, {
		kind: 'notFound',
		remedy:
			'Check the value and Look Up By. A number printed on a card is a Visual Number, the number on its chip a Key Identifier.',
	});
}

async function lookUp(client: ApiClient, fleetId: string | undefined, lookUps: LookUps) {
	for await (const page of chargingKeys(client, { fleetId })) {
		for (const key of page) lookUps.visit(key);
		if (lookUps.areComplete) return;
	}
}

export const get: InputOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a charging key',
	description:
		'Look up keys by identifier, visual number or contract, in one pass through the list for all input items',
	fields: [
		{
			displayName: 'Look Up By',
			name: 'lookUpBy',
			type: 'options',
			options: [
				{
					name: LOOK_UP_BY.contractId,
					value: 'contractId',
					description: 'The contract that sessions are billed to',
				},
				{
					name: LOOK_UP_BY.keyIdentifier,
					value: 'keyIdentifier',
					description: 'The number on the chip (UID) in hexadecimal',
				},
				{
					name: LOOK_UP_BY.visualNumber,
					value: 'visualNumber',
					description: 'The number printed on the card or fob',
				},
			],
			default: 'keyIdentifier',
			description: 'Which field of the keys to compare with Value',
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 3633e0e0',
			description:
				'The value to look for. If several keys match, such as those of one contract, each is one item.',
		},
		itemOptions([
			{
				displayName: 'Fleet ID',
				name: 'fleetId',
				type: 'string',
				default: '',
				placeholder: 'e.g. y1nNLJqb7m',
				description: 'Search only the keys in this fleet',
			},
		]),
	],
	async runAll(input, client) {
		const byFleet = new Map<string | undefined, LookUp[]>();
		await input.readItems((item) => {
			const wanted = readLookUp(item);
			append(byFleet, wanted.fleetId, wanted);
		});
		input.stopIfFailed();
		await input.forEach([...byFleet], async ([fleetId, wanted]) => {
			const lookUps = new LookUps(wanted);
			try {
				await lookUp(client, fleetId, lookUps);
			} catch (cause) {
				const items = wanted.map(({ item }) => item);
				return input.fail(items, cause);
			}
			for (const [search, keys] of lookUps.results()) {
				if (keys.length === 0) input.fail([search.item], notFound(search));
				for (const key of keys) input.add(key, search.item);
			}
		});
		input.stopIfFailed();
	},
};
