import type { Call } from './call.mts';
import { errorResponse, type Answer, type SessionStart } from './schemas.mts';
import { seededId } from './seeded.mts';
import { courseOf } from './sessionCourse.mts';
import type { State } from './state.mts';

export function startSession(
	{ body }: Call<SessionStart>,
	{ chargingKeys, sessions, now }: State,
): Answer {
	const { connectorId, keyIdentifier } = body;
	const key = chargingKeys.get(keyIdentifier);
	// These errors are inferred: the page only says that a 400 means an invalid body.
	if (!key) return errorResponse(400, 'The charging key is unknown');
	if (!key.enabled) return errorResponse(400, 'The charging key is disabled');
	if (sessions.isBlocked(connectorId)) {
		return errorResponse(400, 'A session was started on this connector less than 60 seconds ago');
	}
	if (courseOf(connectorId) === 'asks-3ds') {
		const secret = `pi_${seededId(24, now())}_secret_${seededId(25, now(), 1)}`;
		return { status: 200, body: { threeDSClientSecret: secret } };
	}
	return { status: 200, body: { sessionId: sessions.start(connectorId, keyIdentifier) } };
}

export function stopSession({ params }: Call, { sessions }: State): Answer {
	const sessionId = params.sessionId ?? '';
	const session = sessions.get(sessionId);
	if (!session) return errorResponse(404, 'Session not found');
	if (!sessions.stop(sessionId)) {
		return errorResponse(400, `A session in status ${session.sessionStatus} cannot be stopped`);
	}
	return { status: 200 };
}

export function getSession({ params }: Call, { sessions }: State): Answer {
	const session = sessions.get(params.sessionId ?? '');
	return session ? { status: 200, body: session } : errorResponse(404, 'User or session not found');
}
