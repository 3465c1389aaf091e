import { stopSession } from '../../api/sessions';
import type { ItemOperation } from '../operation';
import { sessionIdField } from './get';
import { isComplete, waitForSession } from './waitForSession';
import { readWaitOptions, waitOptions } from './waitOptions';

export const stop: ItemOperation = {
	value: 'stop',
	name: 'Stop',
	action: 'Stop a charging session',
	description: 'End a session that was started remotely',
	fields: [
		sessionIdField,
		waitOptions({
			name: 'waitUntilComplete',
			displayName: 'Wait Until Complete',
			description:
				'Whether to wait until the session is complete and return it with energy, duration and price',
			timeout: 300,
		}),
	],
	async run(item, client) {
		const sessionId = item.id('sessionId');
		const wait = item.boolean('options.waitUntilComplete') ? readWaitOptions(item) : undefined;

		await stopSession(client, sessionId);
		if (!wait) return { sessionId, success: true };
		return await waitForSession(client, sessionId, {
			...wait,
			aim: 'become COMPLETE',
			reached: isComplete,
			late: 'The stop was sent. The price can take longer: check the session later with Session > Get. After STOP_FAILED use Stop again in a few minutes, or end the session at the charger.',
			failed: 'It never started charging, so there is nothing to bill.',
		});
	},
};
