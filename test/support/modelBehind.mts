import type { ScriptedModel } from '../../host/scriptedModel.mts';
import type { Workflow } from '../../host/workflowFile.mts';
import { n8n } from './account.mts';
import { withNodeCredentials, withParameters } from './parameters.mts';

/** The workflow with a node "Chat model" that calls the scripted model. */
export async function withModelBehind(workflow: Workflow, model: ScriptedModel): Promise<Workflow> {
	const openAiApi = await n8n.createCredential({
		name: 'Scripted model',
		type: 'openAiApi',
		data: { apiKey: 'none', url: model.baseUrl, header: false },
	});
	const connected = withNodeCredentials(workflow, 'Chat model', { openAiApi });
	return withParameters(connected, 'Chat model', { responsesApiEnabled: false });
}
