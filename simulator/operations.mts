import type { OperationHandler } from './call.mts';
import * as chargingKeys from './chargingKeys.mts';
import * as fleets from './fleets.mts';
import * as locations from './locations.mts';
import * as orders from './orders.mts';
import * as sessions from './sessions.mts';

/** The handlers by operationId of the contract. */
export const operations: Readonly<Record<string, OperationHandler>> = {
	...chargingKeys,
	...fleets,
	...locations,
	...orders,
	...sessions,
};
