import { capture } from '../../host/command.mts';
import { root } from '../../host/places.mts';
import { chargeDetailRecord, sessionEvent } from '../../simulator/webhookEvent.mts';
import { WebhookSender } from '../../simulator/webhookSender.mts';
import { patienceMs, TriggeredN8n } from '../support/triggeredN8n.mts';
import { trigger } from '../support/triggerWorkflow.mts';
import { until } from '../support/until.mts';

let host: TriggeredN8n;

beforeAll(async () => {
	host = await TriggeredN8n.start('webhook-trigger');
}, 180_000);

afterAll(() => host.stop());

test('rejects invalid calls and starts nothing for them', async () => {
	const workflow = await host.save({ events: ['SESSION_COMPLETE'] });
	const url = await host.publish(workflow);
	const event = sessionEvent('SESSION_COMPLETE', 's-1');
	const signed = (body: string) =>
		host.sender.post(url, body, host.sender.headersFor(body, 'valid'));

	expect(await host.sender.send(url, event, 'none')).toMatchObject({ status: 401 });
	expect(await host.sender.send(url, event, 'wrong')).toMatchObject({ status: 401 });
	expect(await host.sender.post(url, 'no JSON')).toMatchObject({ status: 401 });
	for (const body of ['no JSON', '[1]', '"text"', '']) {
		expect(await signed(body)).toMatchObject({ status: 400 });
	}
	const form = { 'Content-Type': 'multipart/form-data; boundary=x' };
	const parts = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n';
	expect(await host.sender.post(url, parts, form)).toMatchObject({ status: 401 });
	expect((await signed('x'.repeat(17 * 1024 * 1024))).status).toBe(413);
	expect(await host.sender.send(url, sessionEvent('SESSION_STARTED', 's-1'))).toMatchObject({
		status: 200,
	});

	expect(await host.sender.send(url, event)).toMatchObject({ status: 200 });
	const next = new WebhookSender('next-secret', patienceMs);
	expect(await next.send(url, event)).toMatchObject({ status: 200 });
	next.close();
	expect(await host.started(workflow, 2)).toEqual([event, event]);
});

test('npm run send-event calls it as Plugsurfing does', async () => {
	const workflow = await host.save({ events: ['SESSION_STOPPED', 'CHARGE_DETAIL_RECORD'] });
	const url = await host.publish(workflow);
	// It fails, and so does this test, on an unexpected response.
	const sendEvent = (args: string) => {
		const script = ['host/run.mjs', 'simulator/sendEvent.mts', '--url', url];
		return capture(process.execPath, [...script, ...args.split(' ')], root);
	};
	const signed = `--secret current-secret --patience ${patienceMs}`;

	expect(await sendEvent('--kind wrong --expect 401')).toMatch(/^1 × 401 /);
	expect(await sendEvent('--kind unsigned --expect 401')).toMatch(/^1 × 401 /);
	expect(await sendEvent(`${signed} --kind unknown --expect 200`)).toContain(
		'does not trigger on this type of event',
	);
	expect(await host.n8n.executionIds(workflow)).toEqual([]);

	const stopped = await sendEvent(`${signed} --event SESSION_STOPPED --count 20 --expect 200`);
	expect(stopped).toMatch(/^20 × 200 /);
	const replayed = await sendEvent(`${signed} --kind replayed --count 5 --expect 200`);
	expect(replayed).toMatch(/^4 × 200 .*already started the workflow.*\n1 × 200 /);
	expect(await host.started(workflow, 21)).toHaveLength(21);
});

test('a charge detail record starts it once, even across a restart of n8n', async () => {
	const workflow = await host.save({ events: ['CHARGE_DETAIL_RECORD'] });
	const url = await host.publish(workflow);
	const records = Array.from({ length: 20 }, (_, n) => chargeDetailRecord(`s-${n}`));

	// The first calls find no saved requests, the others do.
	const [first, second] = [records.slice(0, 10), records.slice(10)];
	await host.sender.sendAll(url, [...first, ...first]);
	await host.sender.sendAll(url, [...second, ...second]);
	// n8n may save concurrent calls in any order: the next call saves all.
	await host.sender.send(url, chargeDetailRecord('s-next'));
	expect(await host.started(workflow, 21)).toHaveLength(21);
	await host.n8n.restart();
	await until(async () => (await host.sender.post(url, '', {})).status === 401);
	const again = await host.sender.sendAll(url, [...records, chargeDetailRecord('s-new')]);
	expect(again.every(({ status }) => status === 200)).toBe(true);
	expect(await host.started(workflow, 22)).toHaveLength(22);
});

test('stops listening when unpublished; "Listen for test event" has its own URL', async () => {
	const workflow = await host.save({ events: ['ALL'] });
	const url = await host.publish(workflow);
	const event = sessionEvent('SESSION_STOPPED', 's-1');
	await host.n8n.api.unpublish(workflow);
	await until(async () => (await host.sender.send(url, event, 'none')).status === 404);

	const testUrl = await host.n8n.webhookUrl(workflow, 'webhook-test');
	expect(await host.sender.send(testUrl, event)).toMatchObject({ status: 404 });
	await host.n8n.session.post(`/rest/workflows/${workflow.id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	expect(await host.sender.send(testUrl, event, 'wrong')).toMatchObject({ status: 401 });
	await host.n8n.session.post(`/rest/workflows/${workflow.id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	expect(await host.sender.send(testUrl, event)).toMatchObject({ status: 200 });
	expect(await host.started(workflow, 1)).toEqual([event]);
});
