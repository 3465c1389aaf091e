import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { authenticationMisconfiguration } from './authentication';

/**
 * What n8n calls when a workflow is published, unpublished, or listens for a test event. Nothing is
 * registered: Plugsurfing enters the URL by hand (docs/api-facts.md#webhooks).
 */
export const webhookMethods = {
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return false;
		},
		/** Throws if the trigger would reject every call. */
		async create(this: IHookFunctions): Promise<boolean> {
			const message = await authenticationMisconfiguration(this);
			if (message !== undefined) throw new NodeOperationError(this.getNode(), message);
			return true;
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			return true;
		},
	},
};
