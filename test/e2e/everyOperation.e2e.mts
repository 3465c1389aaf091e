import { arrayAt, at, textAt, type JsonObject } from '../../host/shape.mts';
import { ScriptedModel } from '../../host/scriptedModel.mts';
import { readWorkflow, type Workflow } from '../../host/workflowFile.mts';
import { Account, n8n } from '../support/account.mts';
import { withModelBehind } from '../support/modelBehind.mts';
import { ExampleAccount } from '../support/exampleAccount.mts';
import { exampleOf } from '../support/examples.mts';
import { withParameters } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';

const TYPE = 'n8n-nodes-plugsurfing-emp.plugsurfingEmp';

/** All operations of the node in n8n, such as `session.start`, without n8n's own Custom API Call. */
async function operations(): Promise<string[]> {
	const type = (await n8n.nodeTypes()).find(({ name }) => name === TYPE);
	return arrayAt(type, 'properties')
		.filter((field) => at(field, 'name') === 'operation')
		.flatMap((field) =>
			arrayAt(field, 'options')
				.filter((option) => at(option, 'name') !== 'Custom API Call')
				.map(
					(option) =>
						`${textAt(field, 'displayOptions', 'show', 'resource', 0)}.${textAt(option, 'value')}`,
				),
		);
}

/** A tool for an operation with these parameters. */
function toolOf(name: string, parameters: JsonObject) {
	const [resource, operation] = name.split('.');
	return {
		id: name,
		name: name.replace('.', '_'),
		type: `${TYPE}Tool`,
		typeVersion: 1,
		position: [200, 0],
		parameters: { resource, operation, ...parameters },
		credentials: { plugsurfingEmpApi: { id: '', name: '' } },
	};
}

async function openExample(): Promise<{ account: Account; example: ExampleAccount }> {
	const opened: Account[] = [];
	const example = await ExampleAccount.open(async (options) => {
		const account = await Account.open(options);
		opened.push(account);
		return account.simulator;
	});
	const [account] = opened;
	if (!account) throw new Error('No account was opened');
	return { account, example };
}

describe('the operations as tools of an agent', () => {
	let model: ScriptedModel;
	beforeAll(async () => (model = await ScriptedModel.start()));
	afterAll(() => model.stop());

	/** The ready-made assistant with only this tool. */
	async function assistantWith(tool: JsonObject): Promise<Workflow> {
		const original = await withModelBehind(readWorkflow('charging-assistant.json'), model);
		const own = original.nodes.filter(({ type }) => type !== `${TYPE}Tool`);
		const links = Object.entries(original.connections).filter(([from]) =>
			own.some(({ name }) => name === from),
		);
		const link = [[{ node: 'Charging assistant', type: 'ai_tool', index: 0 }]];
		const workflow = {
			...original,
			nodes: [...own, tool].map((node) =>
				'webhookId' in node ? { ...node, webhookId: tool['id'] } : node,
			),
			connections: { ...Object.fromEntries(links), [textAt(tool, 'name')]: { ai_tool: link } },
		};
		return withParameters(workflow, 'When chat message received', { public: true });
	}

	test('each one without a file returns results to the model', async () => {
		// Export returns a file, which a model cannot read.
		const names = (await operations()).filter((name) => name !== 'chargingKey.export');
		expect(names.length).toBeGreaterThan(20);
		for (const name of names) {
			const { account, example } = await openExample();
			const tool = toolOf(name, exampleOf(name).parameters(example));
			const workflow = await assistantWith(tool);
			const published = await PublishedWorkflow.of(account, workflow, `/webhook/${name}/chat`);
			model.follow({ tool: textAt(tool, 'name'), args: {} }, { says: 'Done.' });
			const reply = await published.post({
				action: 'sendMessage',
				sessionId: name,
				chatInput: 'Do it',
			});
			expect({ name, says: at(reply.data, 'output') }).toEqual({ name, says: 'Done.' });
			const answer: unknown = JSON.parse(String(model.lastToolAnswer));
			expect(arrayAt({ answer }, 'answer')).not.toEqual([]);
			expect(account.simulator.requests).not.toEqual([]);
		}
	});
});
