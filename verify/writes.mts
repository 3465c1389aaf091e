import { at } from '../host/shape.mts';
import { NOTHING, textOf, type Api } from './api.mts';
import { Unclear, type Exchange } from './client.mts';
import { answers, statuses, verdict, type Fact } from './fact.mts';
import { shapeOf } from './redact.mts';

const YEAR_MS = 365.25 * 24 * 3600 * 1000;

const FOREVER = 'Keys cannot be deleted: this one remains, disabled.';
const EMPTY_FLEET = 'Fleets cannot be deleted: this one remains, empty.';

/** Returns 14 digits that differ from their reverse, new in each run. */
function newIdentifier({ run }: Api): string {
	return `0e${(run % 2 ** 40).toString(16).padStart(10, '0')}3f`;
}

/** Creates a key. Also tries with a contract, unless `withoutContract` is set. */
async function createKey(api: Api, withoutContract = false): Promise<Exchange> {
	const contractId = `VERIFY-API-${newIdentifier(api)}`;
	const body = { keyIdentifier: newIdentifier(api), visualNumber: contractId, enabled: false };
	const create = async (more = {}) =>
		await api.client.write(
			await api.empRequest('/emp/v1/charging-keys', { method: 'POST', body: { ...body, ...more } }),
			FOREVER,
		);
	const exchange = await create();
	return exchange.status === 400 && !withoutContract ? await create({ contractId }) : exchange;
}

/** @param time the second request differs for the client's cache, but not for the server */
async function disable(api: Api, time: 1 | 2): Promise<Exchange> {
	const request = await api.empRequest('/emp/v1/charging-keys/{keyIdentifier}/disable', {
		method: 'PUT',
		params: { keyIdentifier: newIdentifier(api), time: String(time) },
	});
	return await api.client.write(request, 'It disables the key that this run created.');
}

async function createFleet(api: Api, fleetName: string): Promise<Exchange> {
	const body = { fleetId: `verify-api-${api.run}`, fleetName };
	const request = await api.empRequest('/emp/v1/fleets', { method: 'POST', body });
	return await api.client.write(request, EMPTY_FLEET);
}

/** Facts that need write requests. None of them orders a card or unlocks a charger. */
export const WRITE_FACTS: Fact[] = [
	{
		id: 'identifier-as-sent',
		statement: 'A new key comes back with its `keyIdentifier` as sent, not reversed',
		section: 'Identifiers and byte order',
		row: 'Whether the server changes it',
		async check(api) {
			const exchange = await createKey(api);
			if (exchange.status !== 200) throw new Unclear(`answered ${statuses(exchange)}`);
			const sent = newIdentifier(api);
			const got = at(exchange.body, 'keyIdentifier');
			const reversed = (sent.match(/../g) ?? []).reverse().join('');
			const how =
				got === sent
					? 'as sent'
					: String(got).toLowerCase() === reversed
						? 'bytes reversed'
						: 'changed';
			return verdict(got === sent, typeof got === 'string' ? how : 'none');
		},
	},
	{
		id: 'contract-optional',
		statement: 'A key can be created without `contractId`',
		section: 'Charging keys',
		row: 'The reference page of the same operation',
		check: answers(200, (api) => createKey(api, true)),
	},
	{
		id: 'disable-twice',
		statement: 'Disabling a disabled key succeeds',
		section: 'Charging keys',
		row: 'Enabling or disabling twice',
		async check(api) {
			await createKey(api);
			const [first, second] = [await disable(api, 1), await disable(api, 2)];
			return verdict(first.status === 200 && second.status === 200, statuses(first, second));
		},
	},
	{
		id: 'fleet-409',
		statement: 'Creating a fleet that exists gets 409',
		section: 'Fleets',
		row: 'It answers 409',
		async check(api) {
			const first = await createFleet(api, 'Verify API');
			const second = await createFleet(api, 'Verify API again');
			return verdict(first.status === 200 && second.status === 409, statuses(first, second));
		},
	},
	{
		id: 'rename-body',
		statement: 'A fleet is renamed with `{"fleetName": …}`',
		section: 'Fleets',
		row: 'The body of rename',
		also: ['Fleets', 'The response of rename'],
		async check(api) {
			await createFleet(api, 'Verify API');
			const request = await api.empRequest('/emp/v1/fleets/{fleetId}/rename', {
				method: 'PUT',
				params: { fleetId: `verify-api-${api.run}` },
				body: { fleetName: 'Verify API renamed' },
			});
			const exchange = await api.client.write(
				request,
				'It renames the fleet that this run created.',
			);
			const shape = JSON.stringify(shapeOf(exchange.body) ?? 'no body').replaceAll('"', '');
			return verdict(exchange.status === 200, `${statuses(exchange)} ${shape}`);
		},
	},
	{
		id: 'key-validity',
		statement: 'A new key is valid for 3 years',
		section: 'Charging keys',
		row: 'How long a new key is valid',
		async check(api) {
			const { body } = await createKey(api);
			const years = (Date.parse(textOf(body, 'validTo')) - Date.now()) / YEAR_MS;
			return verdict(Math.abs(years - 3) < 0.05, `${years.toFixed(1)} years`);
		},
	},
	{
		id: 'start-400',
		statement: 'Starting a session with an unknown key gets 400',
		section: 'Sessions',
		row: 'A start with an unknown or disabled key',
		check: answers(400, async (api) => {
			const body = { connectorId: NOTHING, keyIdentifier: NOTHING };
			const request = await api.empRequest('/emp/v1/sessions/start', { method: 'POST', body });
			return await api.client.write(request, 'Neither the connector nor the key exists.');
		}),
	},
	{
		id: 'stop-404',
		statement: 'Stopping an unknown session gets 404',
		section: 'Sessions',
		row: 'A stop of a session',
		check: answers(404, async (api) => {
			const request = await api.empRequest('/emp/v1/sessions/{sessionId}/stop', {
				method: 'POST',
				params: { sessionId: NOTHING },
			});
			return await api.client.write(request, 'The session does not exist.');
		}),
	},
];
