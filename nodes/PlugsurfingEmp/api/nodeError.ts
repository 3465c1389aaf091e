import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { originalMessage, withMessage } from '../n8nQuirks';
import { ApiError } from './http/apiError';

export type NodeError = NodeApiError | NodeOperationError;

/**
 * Converts anything thrown to an error that n8n shows. With an item index, the item number is appended
 * to the message, because n8n does not do that.
 */
export function toNodeError(node: INode, cause: unknown, itemIndex?: number): NodeError {
	const error = asNodeError(node, cause, itemIndex);
	if (itemIndex !== undefined) error.message += itemSuffix(itemIndex);
	return error;
}

function itemSuffix(itemIndex: unknown): string {
	return ` [item ${String(itemIndex)}]`;
}

/** Returns the message without an item number, which another item with the same error may have added. */
function messageOf(error: NodeError): string {
	const message = originalMessage(error);
	const suffix = itemSuffix(error.context.itemIndex);
	return message.endsWith(suffix) ? message.slice(0, -suffix.length) : message;
}

function asNodeError(node: INode, cause: unknown, itemIndex?: number): NodeError {
	if (cause instanceof ApiError) return fromApiError(node, cause, itemIndex);
	if (cause instanceof NodeOperationError || cause instanceof NodeApiError) {
		const message = messageOf(cause);
		if (cause.context.itemIndex === itemIndex) return withMessage(cause, message);
		// Items can share an error, such as a missing credential: each gets its own copy.
		const description = cause.description ?? undefined;
		const copy = new NodeOperationError(node, message, { description, itemIndex });
		return withMessage(copy, message);
	}
	const error = cause instanceof Error ? cause : new Error(String(cause));
	return withMessage(new NodeOperationError(node, error, { itemIndex }), error.message);
}

/** Converts an API error. It contains no request, so no API key. */
function fromApiError(node: INode, { message, details }: ApiError, itemIndex?: number): NodeError {
	const { remedy, status, networkCode, mayHaveTakenEffect, sessionId, sessionStatus } = details;
	const httpCode = status === undefined ? undefined : String(status);
	const description = networkCode === undefined ? remedy : `${remedy} (${networkCode})`;
	const error = new NodeApiError(node, {}, { message, description, itemIndex, httpCode });
	error.context.details = { httpCode, networkCode, mayHaveTakenEffect, sessionId, sessionStatus };
	return withMessage(error, message);
}
