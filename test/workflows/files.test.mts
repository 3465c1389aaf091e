import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../host/places.mts';
import { arrayAt, at, isObject, objectAt, textAt, type JsonObject } from '../../host/shape.mts';
import { readWorkflow, workflowsFolder } from '../../host/workflowFile.mts';
import { isSticky, overlaps } from '../support/canvasLayout.mts';

const packageJson: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const files = readdirSync(workflowsFolder).filter((name) => name.endsWith('.json'));

/** The names of our node types in workflows; as a tool of an agent, a node has a different name. */
const ours = arrayAt(packageJson, 'n8n', 'nodes').flatMap((file) => {
	const base = /([^/]+)\.node\.js$/.exec(String(file))?.[1] ?? '';
	const type = `${textAt(packageJson, 'name')}.${base.charAt(0).toLowerCase()}${base.slice(1)}`;
	return [type, `${type}Tool`];
});
/** Nodes that every n8n has, including agents and models. */
const others = /^(n8n-nodes-base|@n8n\/n8n-nodes-langchain)\./;

/** Nodes that n8n 3 removes: docs/compatibility.md#n8n-3. */
const removed =
	/\.(function|functionItem|itemLists|cron|interval|htmlExtract|iCal|moveBinaryData|readBinaryFiles?|writeBinaryFile|readPDF|workflowTrigger|orbit|aiTransform|manualChatTrigger|toolHttpRequest|openAi|openAiAssistant|lmOpenAi|code)$/;
const stays = ['n8n-nodes-base.code'];

test('there are workflows', () => {
	expect(files).not.toEqual([]);
});

describe.each(files)('%s', (file) => {
	const { name, nodes, connections } = readWorkflow(file);
	const names = nodes.map((node) => textAt(node, 'name'));
	const working = nodes.filter((node) => !isSticky(node));

	test('has a name, and nodes with a unique ID, a unique name and a version', () => {
		expect(name).not.toBe('');
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map((node) => textAt(node, 'id'))).size).toBe(nodes.length);
		for (const node of nodes) {
			expect(typeof node['typeVersion']).toBe('number');
			expect(isObject(node['parameters'])).toBe(true);
		}
	});

	test('uses only our nodes and nodes that every n8n has', () => {
		const types = working.map((node) => textAt(node, 'type'));
		expect(types.some((type) => ours.includes(type))).toBe(true);
		const foreign = types.filter((type) => !ours.includes(type) && !others.test(type));
		expect(foreign).toEqual([]);
	});

	test('uses nothing that n8n 3 removes', () => {
		const types = working.map((node) => textAt(node, 'type'));
		expect(types.filter((type) => removed.test(type) && !stays.includes(type))).toEqual([]);
		const agents = working.filter(({ type }) => String(type).endsWith('.agent'));
		for (const agent of agents) expect(agent['typeVersion']).toBeGreaterThan(1);
		expect(JSON.stringify(nodes)).not.toMatch(/\$(getPairedItem|evaluateExpression)/);
	});

	test('reads a data table again if it changes meanwhile, which n8n rejects', () => {
		const reading = working.filter(
			({ type, parameters }) =>
				String(type).endsWith('.dataTable') && at(parameters, 'returnAll') === true,
		);
		expect(reading.map((node) => node['retryOnFail'] ?? false)).toEqual(reading.map(() => true));
	});

	test('connects existing nodes and leaves none unconnected', () => {
		const links = Object.entries(connections).flatMap(([from, outputs]) =>
			Object.values(objectAt({ outputs }, 'outputs'))
				.flat(2)
				.map((link) => ({ from, to: textAt(link, 'node'), type: textAt(link, 'type') })),
		);
		const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
		expect([...linked].filter((node) => !names.includes(node))).toEqual([]);
		expect(working.map((node) => textAt(node, 'name')).filter((node) => !linked.has(node))).toEqual(
			[],
		);
		// Models and tools of an agent are placed below it.
		for (const { from, to } of links.filter(({ type }) => type === 'main')) {
			expect(left(nodes, from)).toBeLessThan(left(nodes, to));
		}
	});

	test('says on a sticky note what to change', () => {
		const notes = nodes.filter(isSticky).map((node) => textAt(node, 'parameters', 'content'));
		expect(notes.join('\n').length).toBeGreaterThan(200);
		expect(notes.join('\n')).toMatch(/credential/i);
	});

	test('has no overlapping nodes', () => {
		expect(overlaps(nodes)).toEqual([]);
	});

	test('names a credential in each of our nodes, without an ID or a secret', () => {
		for (const node of nodes.filter((candidate) => ours.includes(textAt(candidate, 'type')))) {
			expect(node['credentials']).toEqual({
				plugsurfingEmpApi: { id: null, name: 'Plugsurfing EMP account' },
			});
		}
		expect(readFileSync(join(workflowsFolder, file), 'utf8')).not.toMatch(
			/apiKey|api[-_]key|secret|password|Bearer \S{12}|pinData|instanceId/i,
		);
	});
});

function left(nodes: readonly JsonObject[], name: string): number {
	return Number(
		at(
			nodes.find((node) => node['name'] === name),
			'position',
			0,
		),
	);
}
