import type { INodeParameters, INodeParameterResourceLocator } from 'n8n-workflow';

import type { Simulator } from '../../simulator/simulator.mts';
import { credentialFor } from './againstSimulator.mts';
import { runNode, type NodeResult, type NodeRun } from './engine.mts';

/** Runs one operation of the node, such as `session.start`, against a simulator. */
export function runOperation(
	simulator: Simulator,
	name: string,
	parameters: INodeParameters,
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	const [resource = '', operation = ''] = name.split('.');
	return runNode({
		credential: credentialFor(simulator),
		...run,
		parameters: { resource, operation, ...parameters },
	});
}

/** A resource locator set to an ID. */
export function byId(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'id', value };
}

/** The JSON of the success output. */
export function results({ outputs }: NodeResult): unknown[] {
	return (outputs[0] ?? []).map(({ json }) => json);
}

/** Expects a single, accepted request with the API key and this body. */
export function expectSentOnce(
	{ requests, apiKey }: Simulator,
	method: string,
	path: string,
	body?: unknown,
): void {
	const headers = { 'x-api-key': apiKey };
	expect(requests).toMatchObject([{ method, path: `/drive${path}`, status: 200, headers }]);
	if (body === undefined) expect(requests[0]?.bodyText).toBe('');
	else expect(requests[0]?.body).toEqual(body);
}

/** Expects the run to have failed with this message, which names this item. */
export function expectError(
	{ status, outputs, error }: NodeResult,
	message: string,
	itemIndex = 0,
): void {
	expect({ status, outputs, message: error?.message }).toEqual({
		status: 'error',
		outputs: [],
		message: `${message} [item ${itemIndex}]`,
	});
	expect(error?.context).toMatchObject({ itemIndex });
}

/** Expects a field to have been rejected with this message before anything was sent. */
export function expectRejected(simulator: Simulator, result: NodeResult, message: string): void {
	expectError(result, message);
	expect(result.error?.description).toBe(
		'Change the field or its expression. Nothing was sent to Plugsurfing for this item.',
	);
	expect(simulator.requests).toEqual([]);
}
