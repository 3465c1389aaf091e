import type { IHookFunctions } from 'n8n-workflow';

import { CREDENTIAL_NAME } from '../api/client';
import { readSecrets } from './secrets';
import { releaseSeenRequests } from './seenRequests';

const UNSIGNED =
	'Anybody who knows the URL can start this workflow: the credential has no Webhook Secret, so signatures are not checked.';

/**
 * What n8n asks for when a workflow is published or not any more. There is nothing to register:
 * Plugsurfing enters the URL by hand (plugsurfing-api.md, section 5).
 */
export const webhookMethods = {
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return false;
		},
		async create(this: IHookFunctions): Promise<boolean> {
			const secrets = readSecrets(await this.getCredentials(CREDENTIAL_NAME));
			if (secrets.length === 0) {
				this.logger.warn(UNSIGNED, {
					workflowId: this.getWorkflow().id,
					node: this.getNode().name,
				});
			}
			return true;
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			releaseSeenRequests(this);
			return true;
		},
	},
};
