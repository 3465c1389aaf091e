import { startSession } from '../../api/sessions';
import { chargingKeyField } from '../chargingKey/chargingKeyField';
import type { ItemOperation } from '../operation';
import { hasStarted, waitForSession } from './waitForSession';
import { readWaitOptions, waitOptions } from './waitOptions';

/** For this long after a start, a 404 may mean that the session is not visible yet. */
const NOT_FOUND_SECONDS = 15;

export const start: ItemOperation = {
	value: 'start',
	name: 'Start',
	action: 'Start a charging session',
	description: 'Start charging at a connector, billed to a charging key',
	builderHint: {
		propertyHint:
			'Unlocks a charger and is billed: let a person confirm it. The connector ID comes from Location: Search with the option output set to connectors.',
	},
	fields: [
		{
			displayName: 'Connector',
			name: 'connectorId',
			type: 'resourceLocator',
			required: true,
			default: { mode: 'list', value: '' },
			description:
				'Where to charge. The charger must allow a remote start. A second start on the same connector within 60 seconds is blocked.',
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a connector…',
					hint: 'Search by city or coordinates, then words to filter by, such as "Berlin Type2 available"',
					// The search says what to type; n8n's text for searchFilterRequired does not.
					typeOptions: { searchListMethod: 'searchConnectors', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. abcJd/vR5fvzBa0X/gxaXA==',
				},
			],
		},
		chargingKeyField,
		waitOptions({
			name: 'waitUntilStarted',
			displayName: 'Wait Until Started',
			description:
				'Whether to wait until the session has started and return it instead of only its ID. A start can take two minutes.',
			timeout: 120,
			// Each start unlocks a charger and is billed.
			concurrent: 1,
		}),
	],
	async run(item, client) {
		const connectorId = item.id('connectorId');
		const keyIdentifier = item.id('chargingKeyId');
		const wait = item.boolean('options.waitUntilStarted') ? readWaitOptions(item) : undefined;

		const started = await startSession(client, connectorId, keyIdentifier);
		if (!wait || !started.sessionId) return started;
		return await waitForSession(client, started.sessionId, {
			...wait,
			aim: 'started',
			reached: hasStarted,
			notFoundSeconds: NOT_FOUND_SECONDS,
			late: 'It may still start: a start can take two minutes. Check it with Session > Get, and end it with Session > Stop if you no longer need it.',
			failed:
				'Check that the cable is plugged in and that the charger works. Wait at least a minute before starting on the same connector again.',
		});
	},
};
