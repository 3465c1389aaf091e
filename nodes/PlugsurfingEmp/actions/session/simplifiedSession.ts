import type { IDataObject } from 'n8n-workflow';

import type { Session } from '../../api/sessions';
import { isRecord } from '../../json';
import { secondsOf } from './isoDuration';
import { fromMinorUnits } from './minorUnits';

/**
 * Returns a session as a flat table row with ten fields. Values that are not known yet or have an unknown
 * format are null. Energy is in kWh, the duration in minutes, the price in the currency's unit.
 */
export function simplifiedSession(session: Session): IDataObject {
	const { sessionId, sessionStatus, site, charger, connectorId, startTime } = session;
	return {
		sessionId: sessionId ?? null,
		status: sessionStatus,
		site: site ?? null,
		evseId: charger?.evseId ?? null,
		connectorId: connectorId ?? null,
		startTime: startTime ?? null,
		durationMinutes: minutesOf(session.duration),
		energyKwh: kilowattHours(session.energy),
		...priceOf(session.price),
	};
}

/** Converts a duration to minutes with two decimals. */
function minutesOf(duration: unknown): number | null {
	const seconds = typeof duration === 'string' ? secondsOf(duration) : undefined;
	return seconds === undefined ? null : Math.round((seconds * 100) / 60) / 100;
}

function kilowattHours(energy: unknown): number | null {
	if (!isRecord(energy) || typeof energy.value !== 'number') return null;
	if (energy.unit === 'KWH') return energy.value;
	return energy.unit === 'WH' ? energy.value / 1000 : null;
}

/** Returns the price with VAT and its currency. */
function priceOf(price: unknown): { priceInclVat: number | null; currency: string | null } {
	const { minorInclVat, currencyCode } = isRecord(price) ? price : {};
	if (typeof currencyCode !== 'string') return { priceInclVat: null, currency: null };
	const isAmount = typeof minorInclVat === 'number';
	return {
		priceInclVat: isAmount ? fromMinorUnits(minorInclVat, currencyCode) : null,
		currency: currencyCode,
	};
}
