import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { arrayAt, textAt } from '../../host/shape.mts';
import { readWorkflow } from '../../host/workflowFile.mts';
import { Account, n8n, session } from '../support/account.mts';
import { withNodeCredentials } from '../support/parameters.mts';
import { PublishedWorkflow } from '../support/publishedWorkflow.mts';

const TOKEN = 'token-of-the-test';

/** The published server, and a client that can connect to it. */
async function connect(account: Account, token = TOKEN) {
	const httpBearerAuth = await n8n.createCredential({
		name: 'MCP clients',
		type: 'httpBearerAuth',
		data: { token: TOKEN },
	});
	const shipped = readWorkflow('mcp-server.json');
	const workflow = withNodeCredentials(shipped, 'MCP server', { httpBearerAuth });
	await PublishedWorkflow.of(account, workflow, '/mcp/plugsurfing');
	const client = new Client({ name: 'test', version: '1.0.0' });
	const open = () =>
		client.connect(
			new StreamableHTTPClientTransport(new URL(`${session.url}/mcp/plugsurfing`), {
				requestInit: { headers: { Authorization: `Bearer ${token}` } },
			}),
		);
	return { client, open };
}

/** The result of a tool, parsed from JSON. */
async function call(client: Client, name: string, args: Record<string, unknown>): Promise<unknown> {
	const result = await client.callTool({ name, arguments: args });
	return JSON.parse(textAt(arrayAt(result, 'content')[0], 'text'));
}

describe('MCP server', () => {
	test('lets an MCP client find chargers and get a session', async () => {
		const account = await Account.open({ sessionPace: { startsAfterMs: 0, completesAfterMs: 0 } });
		const sessionId = account.simulator.sessions.start('connector', 'key');
		account.simulator.sessions.stop(sessionId);
		const { client, open } = await connect(account);
		try {
			await open();
			const { tools } = await client.listTools();
			expect(tools.map(({ name }) => name).sort()).toEqual([
				'Find_free_chargers',
				'Look_at_the_session',
			]);
			const place = { latitude: '52.516275', longitude: '13.377704', distance: 3000 };
			expect(await call(client, 'Find_free_chargers', place)).toContainEqual(
				expect.objectContaining({ status: 'AVAILABLE' }),
			);
			expect(await call(client, 'Look_at_the_session', { sessionId })).toMatchObject([
				{ sessionId, status: 'COMPLETE', currency: 'EUR' },
			]);
		} finally {
			await client.close();
		}
	});

	test('rejects a client without the token', async () => {
		const account = await Account.open();
		const { open } = await connect(account, 'wrong');
		await expect(open()).rejects.toThrow(/403|401|Authorization/);
		expect(account.simulator.requests).toEqual([]);
	});
});
