import type { JsonObject } from '../host/shape.mts';
import { withAccount, type Step } from './steps.mts';
import type { Account } from './subject.mts';

/** The node of this package. */
export function ours(name: string, { reference }: Account, parameters: JsonObject): Step {
	return {
		name,
		type: 'n8n-nodes-plugsurfing-emp.plugsurfingEmp',
		typeVersion: 1,
		parameters,
		settings: { ...withAccount(reference), onError: 'continueRegularOutput' },
	};
}
