import type { Locator, Page } from 'playwright-core';
import { NodePanel } from './nodePanel.mts';

/** Where the nodes of a workflow lie. */
export class Canvas {
	/** The sticky note of a ready-made workflow. */
	readonly note: Locator;

	constructor(private readonly page: Page) {
		this.note = page.getByTestId('sticky');
	}

	async addFirstStep(): Promise<NodePanel> {
		await this.page.getByTestId('canvas-plus-button').click();
		return new NodePanel(this.page);
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	/** Runs the workflow to its end. */
	async run(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.page.getByText('Workflow executed successfully').waitFor();
	}

	/** Publishes the workflow, which fails; what n8n says of it. */
	async publishingError(): Promise<string> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		const message = this.page.getByRole('alert').filter({ hasText: 'could not be published' });
		await message.waitFor();
		return await message.innerText();
	}

	/** What is written on the lines between the nodes. */
	async itemCounts(edges: number): Promise<string[]> {
		// They appear a moment after the run has been reported.
		const labels = this.page.getByTestId('edge-label').filter({ hasText: /\d/ });
		await labels.nth(edges - 1).waitFor();
		return await labels.allInnerTexts();
	}
}
