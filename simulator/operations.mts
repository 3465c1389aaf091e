import type { OperationHandler } from './call.mts';
import {
	createChargingKey,
	disableChargingKey,
	enableChargingKey,
	listChargingKeys,
} from './chargingKeys.mts';
import { createFleet, getFleetInvitation, renameFleet } from './fleets.mts';
import {
	getLocation,
	listLocations,
	searchLocations,
	searchLocationsInRectangle,
} from './locations.mts';
import { assignOrder, createOrder, listOrders } from './orders.mts';
import { listProducts } from './products.mts';
import { getSession, startSession, stopSession } from './sessions.mts';

/** The handlers by operationId of the contract. */
export const operations: Readonly<Record<string, OperationHandler>> = {
	listChargingKeys,
	createChargingKey,
	enableChargingKey,
	disableChargingKey,
	listOrders,
	assignOrder,
	createOrder,
	listProducts,
	createFleet,
	renameFleet,
	getFleetInvitation,
	startSession,
	stopSession,
	getSession,
	searchLocations,
	searchLocationsInRectangle,
	listLocations,
	getLocation,
};
