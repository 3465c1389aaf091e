import type { Locator, Page } from 'playwright-core';
import { NodeDetails } from './nodeDetails.mts';

/** Where one searches for a node to add. */
export class NodePanel {
	readonly whole: Locator;

	constructor(private readonly page: Page) {
		this.whole = page.getByTestId('node-creator');
	}

	async search(text: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	/** A node among those found. */
	found(name: string): Locator {
		const title = this.page.getByTestId('node-creator-item-name').filter({
			has: this.page.getByText(name, { exact: true }),
		});
		return this.page.getByTestId('node-creator-node-item').filter({ has: title });
	}

	/** n8n introduces a node of a community package first, adds it with a trigger to click, and opens it. */
	async add(name: string): Promise<NodeDetails> {
		await this.search(name);
		await this.found(name).click();
		await this.page.getByText('Add to workflow').click();
		return new NodeDetails(this.page);
	}
}
