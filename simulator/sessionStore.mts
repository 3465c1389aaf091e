import type { LocationStore } from './locationStore.mts';
import type { SessionIdentity, SimulatorOptions } from './options.mts';
import type { Session } from './schemas.mts';
import { mix, seededId } from './seeded.mts';
import {
	chargingTimes,
	courseOf,
	evseStatusOf,
	statusAt,
	type SessionStatus,
	type SessionTimes,
} from './sessionCourse.mts';
import { NOTHING, Store, type Changed } from './store.mts';

/** Time for which a second start on a connector is rejected, in milliseconds (docs/api-facts.md#sessions). */
const START_BLOCK_MS = 60_000;

type StartedSession = SessionTimes & SessionIdentity;

/** A session with its charging key, which the API does not return. */
export type SimulatedSession = Session & { keyIdentifier: string };

/** All sessions in start order. Their status is computed from the clock when they are read. */
export class SessionStore implements Iterable<SimulatedSession> {
	private readonly sessions: Store<StartedSession>;
	private readonly lastStarts = new Map<string, number>();

	constructor(
		private readonly options: Pick<
			SimulatorOptions,
			'sessionPace' | 'seed' | 'now' | 'bill' | 'onSessionStart'
		>,
		private readonly locations: LocationStore,
	) {
		this.sessions = new Store<StartedSession>(({ sessionId }) => sessionId, NOTHING, options.now);
	}

	get count(): number {
		return this.sessions.count;
	}

	/** The sessions with the most recent start or stop requests, latest first. */
	get latestChanges(): Changed<SimulatedSession>[] {
		return this.sessions.latestChanges.map(({ thing, at }) => ({
			thing: this.showWithKey(thing),
			at,
		}));
	}

	*[Symbol.iterator](): Iterator<SimulatedSession> {
		for (const session of this.sessions) yield this.showWithKey(session);
	}

	get(sessionId: string): Session | undefined {
		const session = this.sessions.get(sessionId);
		return session && this.show(session);
	}

	/** Returns whether a start on this connector is rejected because of another one less than 60 s ago. */
	isBlocked(connectorId: string): boolean {
		const last = this.lastStarts.get(connectorId);
		return last !== undefined && this.options.now() - last < START_BLOCK_MS;
	}

	/** Starts a session and returns its ID. */
	start(connectorId: string, keyIdentifier: string): string {
		const requestedAt = this.options.now();
		const sessionId = seededId(11, this.options.seed, 0x5e55, this.sessions.count);
		this.sessions.add({ sessionId, connectorId, keyIdentifier, requestedAt });
		this.locations.follow(connectorId, () => {
			const session = this.sessions.get(sessionId);
			return session && evseStatusOf(this.statusOf(session));
		});
		this.lastStarts.set(connectorId, requestedAt);
		this.options.onSessionStart({ sessionId, connectorId, keyIdentifier });
		return sessionId;
	}

	/** Requests a session to stop. Returns false if it is not charging. */
	stop(sessionId: string): boolean {
		const session = this.sessions.get(sessionId);
		if (!session) return false;
		const status = this.statusOf(session);
		if (status !== 'STARTED' && status !== 'STOP_FAILED') return false;
		this.sessions.change(sessionId, { stopRequestedAt: this.options.now() });
		return true;
	}

	private statusOf(session: StartedSession): SessionStatus {
		return statusAt(
			this.options.now(),
			courseOf(session.connectorId),
			session,
			this.options.sessionPace,
		);
	}

	/**
	 * Returns the place of a connector. Any text is accepted, so connectors that are not on the map get an
	 * invented place.
	 */
	private placeOf(connectorId: string): Pick<Session, 'charger' | 'site'> {
		const plug = this.locations.plug(connectorId);
		if (plug) {
			const { name = '' } = plug.location;
			const connectorLabel = plug.evse.physical_reference ?? '1';
			const evseId = plug.evse.evse_id ?? '';
			return { charger: { chargingStationName: name, connectorLabel, evseId }, site: name };
		}
		const number = mix(...connectorId.split('').map((letter) => letter.charCodeAt(0)));
		return {
			charger: {
				chargingStationName: `Station ${number}`,
				connectorLabel: '1',
				evseId: `DE*8PS*E${number}*1`,
			},
			site: `Site ${number % 1000}`,
		};
	}

	private showWithKey(session: StartedSession): SimulatedSession {
		return { ...this.show(session), keyIdentifier: session.keyIdentifier };
	}

	private show(session: StartedSession): Session {
		const status = this.statusOf(session);
		const { connectorId, sessionId } = session;
		const { startedAt, stoppedAt } = chargingTimes(
			courseOf(connectorId),
			session,
			this.options.sessionPace,
		);
		const { charger, site } = this.placeOf(connectorId);
		const begun = !['CREATED', 'WAITING_TO_START', 'FAILED'].includes(status);
		return {
			sessionStatus: status,
			...(begun ? { balanceStatus: status === 'COMPLETE' ? 'PAID' : 'PROCESSING' } : {}),
			charger,
			...(begun ? { chargingKeyType: 'virtual' } : {}),
			connectorId,
			...(status === 'COMPLETE' && stoppedAt !== undefined
				? this.options.bill(session, stoppedAt - startedAt)
				: {}),
			sessionId,
			site,
			startTime: new Date(begun ? startedAt : session.requestedAt).toISOString(),
		};
	}
}
