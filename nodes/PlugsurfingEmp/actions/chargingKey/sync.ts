import type { INodeProperties } from 'n8n-workflow';

import { chargingKeys } from '../../api/chargingKeys';
import type { ApiClient } from '../../api/client';
import type { ItemParameters } from '../../parameters/itemParameters';
import { itemOptions } from '../executionOptions';
import type { InputOperation, WholeInput } from '../operation';
import { additionalFields, keyIdentifierField, visualNumberField } from './keyFields';
import { formatted } from './syncCounts';
import { disablesOf, ListedKeys, planSync, type MissingKeys, type SyncPlan } from './syncPlan';
import { readRows, type SyncRows } from './syncRows';
import { SyncRun, type SyncMode } from './syncRun';

const missingKeysField: INodeProperties = {
	displayName: 'Missing Keys',
	name: 'missingKeys',
	type: 'options',
	options: [
		{
			name: 'Disable in Account',
			value: 'disableInAccount',
			description: 'Disable every key that is not in the input, in any fleet',
		},
		{
			name: 'Disable in Fleet',
			value: 'disableInFleet',
			description: 'Disable keys in the fleet of Fleet ID that are not in the input',
		},
		{
			name: 'Leave as They Are',
			value: 'leave',
			description: 'Only change keys that are in the input',
		},
	],
	default: 'leave',
	description:
		'What to do with keys at Plugsurfing that are not in the input. Disabling them requires the complete list as input.',
};

const fleetIdField: INodeProperties = {
	displayName: 'Fleet ID',
	name: 'fleetId',
	type: 'string',
	default: '',
	placeholder: 'e.g. y1nNLJqb7m',
	description: 'The fleet for rows without one. Required to disable missing keys in a fleet.',
};

const dryRunField: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description:
		'Whether to return the planned changes without making them. Check them before you turn this off.',
};

const syncOptions = itemOptions([
	{
		displayName: 'Max Disabled Keys',
		name: 'maxDisabled',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 50,
		description: 'If more keys than this would be disabled, nothing is changed',
	},
	{
		displayName: 'Max Disabled Share (Percent)',
		name: 'maxDisabledShare',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 10,
		description:
			'If more than this share of the enabled keys (of the fleet, if there is a Fleet ID) would be disabled, nothing is changed',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'All Keys', value: 'all', description: 'Changes, conflicts and unchanged keys' },
			{ name: 'Changes', value: 'changes', description: 'Only changes and conflicts' },
		],
		default: 'changes',
		description: 'Which keys to return',
	},
]);

/** The settings of a run, read from the first item because a sync has one plan. */
interface SyncSettings extends Omit<SyncMode, 'disablesLeft'> {
	fleetId?: string;
	missingKeys?: MissingKeys;
	/** Maximum number of keys to disable, and maximum percentage of the enabled keys. */
	maxDisabled: number;
	maxDisabledShare: number;
}

const BRAKE_REMEDY =
	'Nothing was changed. Check the plan with Dry Run; if it is right, raise the limit for this run.';

function readSettings(first: ItemParameters): SyncSettings {
	const fleetId = first.optionalString('fleetId');
	const missingKeys = first.option('missingKeys');
	if (missingKeys === 'disableInFleet' && fleetId === undefined) {
		throw first.invalidParameter(
			'fleetId',
			'must not be empty when Missing Keys is Disable in Fleet',
		);
	}
	return {
		fleetId,
		missingKeys:
			missingKeys === 'leave' ? undefined : missingKeys === 'disableInFleet' ? { fleetId } : {},
		dryRun: first.boolean('dryRun'),
		maxDisabled: first.integer('options.maxDisabled'),
		maxDisabledShare: first.number('options.maxDisabledShare', 0, 100),
		includeUnchanged: first.option('options.output') === 'all',
	};
}

/** An empty list is read again: if it were empty by mistake, Sync would create every key and disable none. */
async function listKeys(client: ApiClient, input: WholeInput): Promise<ListedKeys> {
	const listed = await readList(client, input);
	return listed.size > 0 ? listed : await readList(client, input);
}

async function readList(client: ApiClient, input: WholeInput): Promise<ListedKeys> {
	const listed = new ListedKeys();
	for await (const page of chargingKeys(client)) {
		for (const key of page) listed.add(key);
		input.reportProgress(() => `Read ${formatted(listed.size)} charging keys`);
	}
	return listed;
}

/** Throws if the input may be incomplete, because keys may then only seem to be missing. */
function assertComplete(input: WholeInput, first: ItemParameters): void {
	if (input.partialBecause === undefined) return;
	throw first.invalidParameter(
		'missingKeys',
		`must be Leave as They Are, because ${input.partialBecause}: the input may be incomplete, and all other keys would be disabled`,
	);
}

/** Fails all rows for the same key if they contradict each other: any of them may be wrong. */
function failContradictions(input: WholeInput, { items }: SyncRows, plan: SyncPlan): void {
	for (const { rows, wanted, change } of plan.keys) {
		if (change) continue;
		const together = rows.flatMap((row) => items[row] ?? []);
		for (const index of together) {
			const error = input.items[index]?.invalidParameter(
				'keyIdentifier',
				`is the same key in items ${together.join(', ')}, which contradict each other`,
			);
			input.fail([index], error, { keyIdentifier: wanted.keyIdentifier });
		}
	}
}

/**
 * Stops a run that would disable more keys than the user allows; a dry run gets a hint instead.
 *
 * @returns how many keys may be disabled in addition to the planned ones
 * @throws NodeOperationError before anything is written
 */
function checkBrake(
	input: WholeInput,
	first: ItemParameters,
	plan: SyncPlan,
	{ maxDisabled, maxDisabledShare, dryRun }: SyncSettings,
): number {
	const disables = disablesOf(plan);
	const maxOfShare = Math.floor((maxDisabledShare * plan.enabledInScope) / 100);
	const left = Math.min(maxDisabled, maxOfShare) - disables;
	if (left >= 0) return left;
	const share = `${formatted(disables)} of ${formatted(plan.enabledInScope)} enabled keys would be disabled`;
	const [path, limit] =
		disables > maxDisabled
			? ['options.maxDisabled', formatted(maxDisabled)]
			: ['options.maxDisabledShare', `${maxDisabledShare} %`];
	const error = first.invalidParameter(
		path,
		`allows ${limit}, but ${share}`,
		undefined,
		BRAKE_REMEDY,
	);
	if (!dryRun) throw error;
	input.hint(`${error.message}: without Dry Run, nothing would be changed`);
	return 0;
}

function summarize(input: WholeInput, run: SyncRun, { blank }: SyncRows, dryRun: boolean): void {
	const summary = run.counts.summary(input.failed);
	input.hint(dryRun ? `Dry run, nothing was changed: ${summary}` : summary);
	if (blank > 0) input.hint(`${formatted(blank)} blank ${blank === 1 ? 'row' : 'rows'} skipped`);
	if (dryRun) input.warnUnattended(`Sync changed nothing because Dry Run is on (${summary})`);
}

export const sync: InputOperation = {
	value: 'sync',
	name: 'Sync',
	action: 'Sync charging keys with a list',
	description:
		'Compare all input items with the keys at Plugsurfing and create, enable or disable what differs',
	builderHint: {
		propertyHint:
			'Dry Run is on by default and changes nothing: set dryRun to false for the changes. Pass the complete list in one run, never in a loop.',
	},
	fields: [
		{ ...keyIdentifierField, default: '={{ $json.keyIdentifier }}' },
		{ ...visualNumberField, default: '={{ $json.visualNumber }}' },
		additionalFields,
		missingKeysField,
		fleetIdField,
		dryRunField,
		syncOptions,
	],
	async runAll(input, client) {
		const [first] = input.items;
		if (!first) return;
		const settings = readSettings(first);
		if (settings.missingKeys) assertComplete(input, first);

		const rows = await readRows(input, settings.fleetId);
		if (rows.blank === input.items.length) {
			throw first.invalidParameter(
				'keyIdentifier',
				'is empty in every row: map it to the column of your list',
			);
		}
		input.stopIfFailed();
		if (rows.wanted.length === 0) return;

		const listed = await listKeys(client, input);
		const scope = settings.missingKeys ?? { fleetId: settings.fleetId };
		const plan = planSync(rows.wanted, listed, scope, settings.missingKeys);
		failContradictions(input, rows, plan);
		input.stopIfFailed();
		const disablesLeft = checkBrake(input, first, plan, settings);

		const run = new SyncRun(input, client, rows, plan, { ...settings, disablesLeft });
		await run.run(() => listKeys(client, input));
		summarize(input, run, rows, settings.dryRun);
	},
};
