import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../json';
import type { CallRequest } from './call';

const TOO_LARGE = 413;

/** The bytes of a call as they came, or with which status it is to be refused. */
export type RawBody = { bytes: Buffer } | { status: 400 | 413 };

/**
 * Reads the bytes that were signed. n8n reads them, within its limit of size (N8N_PAYLOAD_SIZE_MAX),
 * either before the node is asked or when it is told to; of a form with files it keeps none.
 */
export async function rawBodyOf(request: CallRequest): Promise<RawBody> {
	try {
		await request.readRawBody();
	} catch (cause) {
		return { status: isRecord(cause) && cause.status === TOO_LARGE ? TOO_LARGE : 400 };
	}
	return Buffer.isBuffer(request.rawBody) ? { bytes: request.rawBody } : { status: 400 };
}

/** The JSON object that a body consists of; nothing when it is anything else. */
export function jsonObjectIn(bytes: Buffer): IDataObject | undefined {
	try {
		const content: unknown = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
		return isRecord(content) ? content : undefined;
	} catch {
		return undefined;
	}
}
