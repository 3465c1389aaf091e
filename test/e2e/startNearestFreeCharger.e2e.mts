import { readWorkflow } from '../../host/workflowFile.mts';
import { distanceM, type Point } from '../../simulator/map/sphere.mts';
import { Account } from '../support/account.mts';
import { withParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';

const BERLIN: Point = { latitude: 52.52, longitude: 13.405 };
const NOWHERE: Point = { latitude: 0, longitude: -30 };

async function open() {
	const account = await Account.open({
		keys: 60,
		sessionPace: { startsAfterMs: 500, completesAfterMs: 500 },
	});
	// Generates the map now: n8n closes connections that wait for it.
	nearest(account, BERLIN);
	const workflow = withParameters(
		readWorkflow('start-nearest-free-charger.json'),
		'Start the session',
		{ options: { pollInterval: 1 } },
	);
	const published = await PublishedWorkflow.of(account, workflow, '/webhook/start-nearest-charger');
	const key = [...account.simulator.chargingKeys].find(({ enabled }) => enabled);
	return { account, published, keyIdentifier: key?.keyIdentifier ?? '' };
}

/** The nearest location with an available, remotely startable fast connector, and these connectors. */
function nearest({ simulator }: Account, here: Point) {
	const candidates = [...simulator.locations].map((location) => ({
		location,
		connectorIds: location.evses
			.filter(({ status }) => status === 'AVAILABLE')
			.filter(({ capabilities }) => capabilities?.includes('REMOTE_START_STOP_CAPABLE'))
			.flatMap(({ connectors }) => connectors.filter(({ power = 0 }) => power >= 50_000))
			.map(({ id }) => id),
		metres: distanceM(here, {
			latitude: Number(location.coordinates.latitude),
			longitude: Number(location.coordinates.longitude),
		}),
	}));
	return candidates
		.filter(({ connectorIds }) => connectorIds.length > 0)
		.sort((a, b) => a.metres - b.metres)[0];
}

describe('start nearest free charger', () => {
	test('starts a session on the nearest matching connector and says where it is', async () => {
		const { account, published, keyIdentifier } = await open();
		const due = nearest(account, BERLIN);
		expect(due?.metres).toBeLessThan(3000);
		const answer = await published.post({ ...BERLIN, keyIdentifier });

		const [session] = account.simulator.sessions;
		expect(due?.connectorIds).toContain(session?.connectorId);
		expect(session).toMatchObject({ keyIdentifier, sessionStatus: 'STARTED' });
		expect(answer.status).toBe(200);
		expect(answer.data).toMatchObject({
			sessionId: session?.sessionId,
			status: 'STARTED',
			connectorId: session?.connectorId,
			locationName: due?.location.name,
			city: 'Berlin',
		});
	});

	test('uses the next connector if the nearest is taken, and responds with 404 if there is none', async () => {
		const { account, published, keyIdentifier } = await open();
		const first = nearest(account, BERLIN)?.location;
		account.simulator.locations.change(first?.id ?? '', {
			evses: first?.evses.map((evse) => ({ ...evse, status: 'CHARGING' })) ?? [],
		});
		const next = nearest(account, BERLIN);
		expect(next?.location.id).not.toBe(first?.id);
		const answer = await published.post({ ...BERLIN, keyIdentifier });
		expect(answer.data).toMatchObject({ locationName: next?.location.name });

		const nothing = await published.post({ ...NOWHERE, keyIdentifier });
		expect(nothing.status).toBe(404);
		expect(account.simulator.sessions.count).toBe(1);
	});

	test('responds with 400 or 422 and the reason to an unusable call, and starts nothing', async () => {
		const { account, published } = await open();
		const calls: [object, number, string][] = [
			[{}, 400, 'The request must include latitude and longitude and keyIdentifier.'],
			[{ ...BERLIN, keyIdentifier: ' ' }, 400, 'The request must include keyIdentifier.'],
			[
				{ latitude: 91, longitude: 0, keyIdentifier: 'x' },
				422,
				'"Latitude" must be a number from -90 to 90, but it is "91" [item 0]',
			],
		];
		for (const [call, status, error] of calls) {
			const answer = await published.post(call);
			expect([answer.status, answer.data]).toEqual([status, expect.objectContaining({ error })]);
		}
		expect(account.simulator.requestCount).toBe(0);
	});

	test('responds with 422 and the reason if the start is rejected', async () => {
		const { account, published } = await open();
		const answer = await published.post({ ...BERLIN, keyIdentifier: 'unknown' });
		expect(answer.status).toBe(422);
		expect(answer.data).toMatchObject({
			error: expect.stringContaining('The charging key is unknown') as string,
		});
		expect(account.simulator.sessions.count).toBe(0);
	});

	test('responds with 402 and the data for the payment form if the payment must be confirmed', async () => {
		const { account, published, keyIdentifier } = await open();
		const due = nearest(account, BERLIN)?.location;
		account.simulator.locations.change(due?.id ?? '', {
			evses:
				due?.evses.map((evse) => ({
					...evse,
					connectors: evse.connectors.map((connector) => ({
						...connector,
						id: `${connector.id}-asks-3ds`,
					})),
				})) ?? [],
		});
		const answer = await published.post({ ...BERLIN, keyIdentifier });
		expect(answer.status).toBe(402);
		expect(answer.data).toEqual({
			error: 'The payment has to be confirmed first (3-D Secure).',
			threeDSClientSecret: expect.stringMatching(/./) as string,
		});
		expect(account.simulator.sessions.count).toBe(0);
	});
});
