import { n8n, Account } from '../support/account.mts';
import { triggerWorkflow } from '../support/triggerWorkflow.mts';
import { inEditor } from '../support/editor/browser.mts';

test(
	'publishing a webhook that anyone could call fails and says what to do',
	inEditor(async (editor) => {
		const { reference } = await Account.open({ keys: 10 }, {}, 'Fleet without secrets');
		const workflow = await n8n.createWorkflow(triggerWorkflow(701, {}, reference));
		const canvas = await editor.open(workflow);
		expect(await canvas.publishingError()).toMatch(
			/Anyone who knows the URL could start this workflow\..*turn on Accept Unsigned Calls\./,
		);
	}),
);
