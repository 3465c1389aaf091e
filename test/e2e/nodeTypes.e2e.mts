import { arrayAt, at, objectAt, textAt } from '../../host/shape.mts';
import { n8n, session } from '../support/account.mts';

const name = 'n8n-nodes-plugsurfing-emp.plugsurfingEmp';

describe('node types', () => {
	test('the node is listed as a community node, with both icons', async () => {
		const type = (await n8n.nodeTypes()).find((candidate) => candidate['name'] === name);
		expect(type).toMatchObject({ displayName: 'Plugsurfing EMP', usableAsTool: true });
		expect(textAt(type, 'builderHint', 'searchHint')).toContain('Plugsurfing');
		for (const variant of ['light', 'dark']) {
			const icon = await session.download(`/${String(at(type, 'iconUrl', variant))}`);
			expect(icon.type).toContain('image/svg+xml');
			expect(icon.content.toString('utf8')).toContain('<svg');
		}
	});

	test('HTTP Request offers its credential, and the node has Custom API Call', async () => {
		const types: unknown = JSON.parse(
			(await session.download('/types/credentials.json')).content.toString('utf8'),
		);
		const credential = arrayAt(types).find((one) => at(one, 'name') === 'plugsurfingEmpApi');
		expect(credential).toHaveProperty('authenticate');
		const type = (await n8n.nodeTypes()).find((candidate) => candidate['name'] === name);
		const operations = arrayAt(type, 'properties').filter(
			(field) => at(field, 'name') === 'operation',
		);
		expect(operations).toHaveLength(6);
		for (const { options } of operations.map((field) => objectAt(field))) {
			expect(at(arrayAt(options).at(-1), 'name')).toBe('Custom API Call');
		}
	});

	test('it is offered to AI agents as a tool', async () => {
		const tool = (await n8n.nodeTypes()).find((candidate) => candidate['name'] === `${name}Tool`);
		expect(tool).toMatchObject({ displayName: 'Plugsurfing EMP Tool' });
	});
});
