import { chargeDetailRecord } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { until } from '../support/until.mts';
import { Account } from '../support/account.mts';
import { inEditor, picture } from '../support/editor/browser.mts';

const secret = 'current-secret';
const sender = new WebhookSender(secret);

afterAll(() => {
	sender.close();
});

test(
	'the webhook trigger shows its URL and accepts a signed test event',
	inEditor(async (editor) => {
		await Account.open({ keys: 10 }, { webhookSecret: secret }, 'Fleet in Bremen');
		const canvas = await editor.newWorkflow();
		const panel = await canvas.addFirstStep();
		const node = await panel.addTrigger(
			'Plugsurfing',
			'Starts the workflow when Plugsurfing',
			'On charge detail record',
		);
		await node.chooseCredential('Fleet in Bremen');
		expect(await node.showUrl('production')).toMatch(/\/webhook\/[-0-9a-f]{36}\/webhook$/);
		const testUrl = await node.showUrl('test');

		const record = chargeDetailRecord('session-1', 'record-1');
		const output = await node.listen(async () => {
			// n8n says that it listens a moment before it does.
			await until(async () => (await sender.send(testUrl, record, 'wrong')).status === 401);
			expect(await sender.send(testUrl, record)).toMatchObject({ status: 200 });
		});
		expect(await output.itemCount()).toBe('1 item');
		expect(await output.firstRow()).toContain('record-1');

		await node.showUrl('production');
		await node.showPublicAddress();
		await picture('trigger', [node.parameters], { height: 640 });
	}),
);
