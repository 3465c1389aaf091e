import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { authenticationMisconfiguration } from './authentication';
import { releaseSeenRequests } from './seenRequests';

/** n8n starts what was published before. If that failed, n8n would drop the URL and answer 404. */
const RESTARTS = ['init', 'leadershipChange'];

/**
 * What n8n calls when a workflow is published, unpublished, or listens for a test event. Nothing is
 * registered: Plugsurfing enters the URL by hand (docs/api-facts.md#webhooks).
 */
export const webhookMethods = {
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return false;
		},
		/** Throws if the trigger would reject every call, except when n8n restarts: then it logs why. */
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
