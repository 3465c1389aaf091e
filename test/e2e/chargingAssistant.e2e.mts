import { at, objectAt, textAt } from '../../host/shape.mts';
import { readWorkflow } from '../../host/workflowFile.mts';
import { Account } from '../support/account.mts';
import { withModelBehind } from '../support/modelBehind.mts';
import { fieldsSetTo, withAllParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';
import { ScriptedModel } from '../../host/scriptedModel.mts';

const file = 'charging-assistant.json';
let model: ScriptedModel;

beforeAll(async () => (model = await ScriptedModel.start()));
afterAll(() => model.stop());

/** The configured workflow: with a model, a charging key and a public chat. */
async function open(keyIdentifier?: string) {
	const account = await Account.open({
		keys: 10,
		sessionPace: { startsAfterMs: 500, completesAfterMs: 500 },
	});
	// Generates the map now: n8n closes connections that wait for it.
	expect([...account.simulator.locations]).not.toEqual([]);
	const key = keyIdentifier ?? [...account.simulator.chargingKeys].find(({ enabled }) => enabled);
	const paying = typeof key === 'string' ? key : (key?.keyIdentifier ?? '');
	const wait = { options: { pollInterval: 1 } };
	const workflow = withAllParameters(await withModelBehind(readWorkflow(file), model), {
		'When chat message received': { public: true },
		Settings: fieldsSetTo({ keyIdentifier: paying }),
		'Start charging': wait,
		'Stop charging': wait,
	});
	const chat = workflow.nodes.find(({ name }) => name === 'When chat message received');
	const address = `/webhook/${textAt(chat, 'webhookId')}/chat`;
	return { account, paying, chat: await PublishedWorkflow.of(account, workflow, address) };
}

/** Sends a message of the driver and returns the reply. */
async function say(chat: PublishedWorkflow, chatInput: string): Promise<unknown> {
	const answer = await chat.post({ action: 'sendMessage', sessionId: 'driver', chatInput });
	expect(answer.status).toBe(200);
	return at(answer.data, 'output');
}

describe('charging assistant', () => {
	test('finds a charger, starts and stops a session in a chat, with the configured key', async () => {
		const { account, chat, paying } = await open();
		const { sessions } = account.simulator;
		const place = { latitude: '52.516275', longitude: '13.377704', distance: 3000 };
		model.follow({ tool: 'Find_free_chargers', args: place }, { says: 'There is one. Start?' });
		expect(await say(chat, 'Find a charger near the Brandenburg Gate')).toBe(
			'There is one. Start?',
		);

		const found: unknown = JSON.parse(String(model.lastToolAnswer));
		const connectorId = textAt(found, 0, 'connectorId');
		expect(at(found, 0)).toMatchObject({
			status: 'AVAILABLE',
			address: expect.stringContaining('Berlin') as string,
			powerKw: expect.any(Number) as number,
		});
		expect(sessions.count).toBe(0);

		model.follow({ tool: 'Start_charging', args: { connectorId } }, { says: 'It charges.' });
		expect(await say(chat, 'Yes, start')).toBe('It charges.');
		const [started] = sessions;
		expect(started).toMatchObject({ connectorId, keyIdentifier: paying, sessionStatus: 'STARTED' });

		const { sessionId } = started ?? {};
		model.follow({ tool: 'Stop_charging', args: { sessionId } }, { says: 'It has stopped.' });
		expect(await say(chat, 'Stop it')).toBe('It has stopped.');
		expect(JSON.parse(String(model.lastToolAnswer))).toMatchObject([
			{ sessionId, sessionStatus: 'COMPLETE' },
		]);
		expect(sessions.count).toBe(1);

		model.follow({ tool: 'Look_at_the_session', args: { sessionId } }, { says: 'That is all.' });
		expect(await say(chat, 'What did it cost?')).toBe('That is all.');
		const price = sessions.get(sessionId ?? '')?.price;
		expect(JSON.parse(String(model.lastToolAnswer))).toMatchObject([
			{
				sessionId,
				status: 'COMPLETE',
				priceInclVat: (price?.minorInclVat ?? NaN) / 100,
				currency: 'EUR',
			},
		]);
	});

	test('tells the model what each tool does and requires', async () => {
		const { chat } = await open();
		model.follow({ says: 'Hello.' });
		await say(chat, 'Hello');
		const tools = model.questions.at(-1)?.tools ?? [];
		const told = tools.map((tool) => [
			tool['name'],
			Object.keys(objectAt(tool, 'parameters', 'properties')).sort(),
		]);
		expect(Object.fromEntries(told)).toEqual({
			Find_free_chargers: ['distance', 'latitude', 'longitude'],
			Start_charging: ['connectorId'],
			Look_at_the_session: ['sessionId'],
			Stop_charging: ['sessionId'],
		});
		expect(tools.find(({ name }) => name === 'Start_charging')).toMatchObject({
			description: expect.stringContaining('costs the driver money') as string,
		});
	});

	test('tells the model why a start was rejected, and continues the chat', async () => {
		const { account, chat } = await open('unknown-key');
		const connectorId = 'abcJd/vR5fvzBa0X/gxaXA==';
		model.follow({ tool: 'Start_charging', args: { connectorId } }, { says: 'It did not start.' });
		expect(await say(chat, 'Start')).toBe('It did not start.');
		expect(model.lastToolAnswer).toContain('The charging key is unknown');
		expect(account.simulator.sessions.count).toBe(0);
	});
});
