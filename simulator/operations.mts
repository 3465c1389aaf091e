import type { OperationHandler } from './call.mts';
import {
	createChargingKey,
	disableChargingKey,
	enableChargingKey,
	listChargingKeys,
} from './chargingKeys.mts';
import {
	getLocation,
	listLocations,
	searchLocations,
	searchLocationsInRectangle,
} from './locations.mts';
import { assignOrder, listOrders } from './orders.mts';
import { getSession, startSession, stopSession } from './sessions.mts';

/** Each operationId of the contract and what it does. */
export const operations: Readonly<Record<string, OperationHandler>> = {
	listChargingKeys,
	createChargingKey,
	enableChargingKey,
	disableChargingKey,
	listOrders,
	assignOrder,
	startSession,
	stopSession,
	getSession,
	searchLocations,
	searchLocationsInRectangle,
	listLocations,
	getLocation,
};
