import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../../simulator/simulator.mts';
import { runNode } from '../engine/engine.mts';

type SimulatorOptions = Parameters<typeof startSimulator>[0];

const MINUTE_MS = 60_000;
/** The time of all examples. */
const NOON = Date.UTC(2026, 0, 15, 12);

/** The account of the examples: always the same, with its own clock. */
export class ExampleAccount {
	private constructor(
		readonly simulator: Simulator,
		private readonly clock: { now: number },
	) {}

	/** @param start starts the simulator, in another way than by default */
	static async open(
		start: (options: SimulatorOptions) => Promise<Simulator> = startSimulator,
	): Promise<ExampleAccount> {
		const clock = { now: NOON };
		const simulator = await start({
			keys: 3,
			fleets: 1,
			orders: 4,
			sessionPace: { startsAfterMs: 30_000, completesAfterMs: 30_000 },
			now: () => clock.now,
		});
		return new ExampleAccount(simulator, clock);
	}

	close(): Promise<void> {
		return this.simulator.close();
	}

	/** Runs an operation such as `session.start` as a user would, and returns the results. */
	async run(name: string, parameters: INodeParameters): Promise<IDataObject[]> {
		const [resource = '', operation = ''] = name.split('.');
		const { baseUrl, apiKey } = this.simulator;
		const { outputs, error } = await runNode({
			parameters: { resource, operation, ...parameters },
			credential: { environment: 'custom', baseUrl, apiKey },
		});
		if (error) throw error;
		return (outputs[0] ?? []).map(({ json }) => json);
	}

	/** A session that has been charging for a while. */
	chargingFor(minutes: number, connectorId: string): string {
		const sessionId = this.simulator.sessions.start(connectorId, this.keyIdentifier);
		this.pass(minutes);
		return sessionId;
	}

	/** A complete session with a price. */
	completeAfter(minutes: number, connectorId: string): string {
		const sessionId = this.chargingFor(minutes, connectorId);
		this.simulator.sessions.stop(sessionId);
		this.pass(5);
		return sessionId;
	}

	get keyIdentifier(): string {
		return this.simulator.chargingKeys.slice(0, 1)[0]?.keyIdentifier ?? '';
	}

	get visualNumber(): string {
		return this.simulator.chargingKeys.slice(0, 1)[0]?.visualNumber ?? '';
	}

	/** The ID of an unassigned order. */
	get orderId(): string {
		const open = [...this.simulator.orders].find(({ status }) => status !== 'ORDER_ASSIGNED');
		return open?.id ?? '';
	}

	get locationId(): string {
		return this.location?.id ?? '';
	}

	get connectorId(): string {
		return this.location?.evses[0]?.connectors[0]?.id ?? '';
	}

	/** The first location. A list of all would take a second. */
	private get location() {
		const [first] = this.simulator.locations;
		return first;
	}

	private pass(minutes: number): void {
		this.clock.now += minutes * MINUTE_MS;
	}
}
