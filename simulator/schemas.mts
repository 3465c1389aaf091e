import type { components } from '../nodes/PlugsurfingEmp/api/contract.generated.ts';

type Schemas = components['schemas'];

export type ChargingKey = Schemas['ChargingKey'];
export type NewChargingKey = Schemas['NewChargingKey'];
export type NewFleet = Schemas['NewFleet'];
export type FleetName = Schemas['FleetName'];
export type NewOrder = Schemas['NewOrder'];
export type Order = Schemas['Order'];
export type Product = Schemas['Product'];
export type Session = Schemas['Session'];
export type SessionStart = Schemas['SessionStart'];
export type Location = Schemas['Location'];
export type Evse = Schemas['Evse'];
export type Connector = Schemas['Connector'];
export type LocationSearch = Schemas['LocationSearch'];
export type LocationFilters = Schemas['LocationFilters'];
export type LocationAggregate = Schemas['LocationAggregate'];

/** The response of an operation before serialization. Without a body, it is empty. */
export interface Answer {
	status: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** For faults, only in lists: creates a new cursor for the same page. */
	restart?: () => string;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON; undefined for other text. */
export function parseJson(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Creates a response with the contract's ApiError as body. */
export function errorResponse(status: number, message: string): Answer {
	return { status, body: { message } };
}
