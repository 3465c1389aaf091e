import type { Locator, Page } from 'playwright-core';

/** The drop-down that a node fills from Plugsurfing. */
export class PickList {
	private readonly entries: Locator;

	constructor(private readonly page: Page) {
		this.entries = page.getByTestId('rlc-item');
	}

	async search(text: string): Promise<void> {
		await this.page.getByTestId('rlc-search').fill(text);
	}

	/** Waits until the list has come down to one entry, and returns what it says. */
	async onlyEntry(): Promise<string> {
		await this.entries.nth(1).waitFor({ state: 'detached' });
		return await this.entries.innerText();
	}

	async firstEntry(): Promise<string> {
		return await this.entries.first().innerText();
	}

	async pick(entry: string): Promise<void> {
		await this.entries.filter({ hasText: entry }).click();
	}

	async pickFirst(text: string): Promise<void> {
		await this.entries.filter({ hasText: text }).first().click();
	}
}
