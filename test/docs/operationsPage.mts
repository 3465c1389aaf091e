import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { PlugsurfingEmp } from '../../nodes/PlugsurfingEmp/PlugsurfingEmp.node.ts';
import { ExampleAccount } from '../support/exampleAccount.mts';
import { exampleOf, type Example } from '../support/examples.mts';
import { choicesOf, fieldTable, sentence } from './fieldTable.mts';

const INTRODUCTION = `# Operations, field by field

Made by \`npm run reference\` from what n8n shows and from a run of each operation against the simulator; a test fails
when it is out of date. What the node does with several items, with failures and with dates is in the
[README](../README.md#operations). A field with an arrow in its name is added by a button such as **Add Option**, and has
its default from then on.`;

/** One entry of a list inside a result stands for the others. */
const SHOWN_ENTRIES = 1;

function isShownFor(field: INodeProperties, resource: string, operation?: string): boolean {
	const show = field.displayOptions?.show ?? {};
	const fits = (values: unknown, wanted: string) =>
		Array.isArray(values) && values.includes(wanted);
	return (
		fits(show.resource, resource) && (operation === undefined || fits(show.operation, operation))
	);
}

/** Truncates long lists inside a result, such as the charging points of a location. */
function shortened(value: unknown): unknown {
	if (Array.isArray(value)) {
		const shown = value.slice(0, SHOWN_ENTRIES).map(shortened);
		return value.length > SHOWN_ENTRIES
			? [...shown, `… ${value.length - SHOWN_ENTRIES} more`]
			: shown;
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]));
}

function exampleText({ says }: Example, results: IDataObject[]): string {
	const [first] = results;
	const more = results.length > 1 ? ` One of ${results.length} items:` : ' One item:';
	const json = JSON.stringify(shortened(first), undefined, 2);
	return `Example: ${says}.${more}\n\n\`\`\`json\n${json}\n\`\`\``;
}

/** The whole page. */
export async function operationsPage(): Promise<string> {
	const { properties } = new PlugsurfingEmp().description;
	const resources = choicesOf(
		properties.find(({ name }) => name === 'resource') ?? fail('resource'),
	);
	const parts = [INTRODUCTION];
	for (const resource of resources) {
		parts.push(`## ${resource.name}`);
		const operations = properties.find(
			(field) => field.name === 'operation' && isShownFor(field, String(resource.value)),
		);
		for (const operation of choicesOf(operations ?? fail(resource.name))) {
			const names = [String(resource.value), String(operation.value)] as const;
			const fields = properties.filter((field) => isShownFor(field, ...names));
			const name = names.join('.');
			const example = exampleOf(name);
			// Each operation gets a new account.
			const account = await ExampleAccount.open();
			try {
				const results = await account.run(name, example.parameters(account));
				parts.push(
					`### ${resource.name}: ${operation.name}`,
					sentence(operation.description ?? ''),
					fieldTable(fields),
					exampleText(example, results),
				);
			} finally {
				await account.close();
			}
		}
	}
	return `${parts.join('\n\n')}\n`;
}

function fail(what: string): never {
	throw new Error(`There is no text for ${what}`);
}
