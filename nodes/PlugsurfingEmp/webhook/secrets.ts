import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The secrets of a credential that calls may be signed with: CURRENT, then NEXT. */
export function readSecrets(credential: ICredentialDataDecryptedObject): string[] {
	return [credential.webhookSecret, credential.webhookSecretNext].filter(
		(secret): secret is string => typeof secret === 'string' && secret !== '',
	);
}
