import type { Locator, Page } from 'playwright-core';
import { NodeDetails } from './nodeDetails.mts';
import { TriggerDetails } from './triggerDetails.mts';

/** Where one searches for a node to add. */
export class NodePanel {
	readonly whole: Locator;

	constructor(private readonly page: Page) {
		this.whole = page.getByTestId('node-creator');
	}

	async search(text: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	/** The names of all that were found. */
	async names(): Promise<string[]> {
		const names = await this.page.getByTestId('node-creator-item-name').allInnerTexts();
		return names.map((name) => name.trim());
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

	/** Adds a trigger by a part of its description, set to what it is to start on, and opens it. */
	async addTrigger(search: string, says: string, on: string): Promise<TriggerDetails> {
		await this.search(search);
		// n8n shows their names without the word Trigger.
		await this.page.getByTestId('node-creator-action-item').filter({ hasText: says }).click();
		await this.whole.getByText(on, { exact: true }).click();
		return new TriggerDetails(this.page);
	}
}
