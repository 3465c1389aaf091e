import type { Locator, Page } from 'playwright-core';
import { CredentialDialog } from './credentialDialog.mts';
import { choose } from './dropDown.mts';
import { NodeOutput } from './nodeOutput.mts';
import { PickList } from './pickList.mts';

/** A node that is open: its input, its parameters and its output. */
export class NodeDetails {
	private readonly whole: Locator;
	readonly parameters: Locator;
	readonly output: NodeOutput;

	constructor(private readonly page: Page) {
		this.whole = page.getByTestId('ndv');
		this.parameters = page.getByTestId('node-parameters');
		this.output = new NodeOutput(page);
	}

	async chooseCredential(name: string): Promise<void> {
		await choose(this.page.getByTestId('node-credentials-select'), name);
	}

	async createCredential(): Promise<CredentialDialog> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByText('Create new credential').click();
		return new CredentialDialog(this.page);
	}

	/** What one clicks on while there is no credential at all. */
	async createFirstCredential(): Promise<CredentialDialog> {
		await this.page.getByRole('button', { name: 'Connect to Plugsurfing EMP' }).click();
		return new CredentialDialog(this.page);
	}

	async editCredential(): Promise<CredentialDialog> {
		await this.page.getByTestId('credential-edit-button').click();
		return new CredentialDialog(this.page);
	}

	/** @param parameter its name, not its label */
	async choose(parameter: string, option: string): Promise<void> {
		await choose(this.parameter(parameter), option);
	}

	async switchOn(parameter: string): Promise<void> {
		await this.parameter(parameter).locator('.el-switch').click();
	}

	async addFilter(label: string): Promise<void> {
		const filters = this.page.getByTestId('parameter-item').filter({ hasText: 'Filters' });
		await choose(filters.getByTestId('collection-parameter-add'), label);
	}

	async openList(parameter: string): Promise<PickList> {
		await this.locator(parameter).getByTestId('rlc-input').click();
		return new PickList(this.page);
	}

	/** @param mode such as "From list": n8n lower-cases all but the first word */
	async chooseMode(parameter: string, mode: string): Promise<void> {
		await choose(this.locator(parameter).getByTestId('rlc-mode-selector'), mode);
	}

	/** The name of the node, which n8n adapts to the operation. */
	async title(): Promise<string> {
		return await this.whole.getByTestId('node-title-container').innerText();
	}

	/** Runs this node, and those before it, to the end. */
	async execute(): Promise<NodeOutput> {
		await this.page.getByTestId('node-execute-button').click();
		await this.output.arrived();
		return this.output;
	}

	private locator(parameter: string): Locator {
		return this.page.getByTestId(`resource-locator-${parameter}`);
	}

	private parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}
}
