import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { authenticationMisconfiguration } from './authentication';
import { releaseSeenRequests } from './seenRequests';

/** Activations of workflows that are already published. On an error, n8n would remove the URL (404). */
const RESTARTS = ['init', 'leadershipChange'];

/**
 * Called by n8n when a workflow is published, unpublished, or listens for a test event. No URL is
 * registered: Plugsurfing enters it manually (docs/api-facts.md#webhooks).
 */
export const webhookMethods = {
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return false;
		},
		/** Throws if the trigger would reject every call. When n8n restarts, logs the reason instead. */
		async create(this: IHookFunctions): Promise<boolean> {
			const message = await authenticationMisconfiguration(this);
			if (message === undefined) return true;
			if (!RESTARTS.includes(this.getActivationMode())) {
				throw new NodeOperationError(this.getNode(), message);
			}
			this.logger.warn(`All webhook calls are rejected: ${message}`, {
				workflowId: this.getWorkflow().id,
				node: this.getNode().name,
			});
			return true;
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			releaseSeenRequests(this);
			return true;
		},
	},
};
