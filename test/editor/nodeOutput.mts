import type { Locator, Page } from 'playwright-core';

/** The right side of an open node: what came out of it. */
export class NodeOutput {
	readonly panel: Locator;

	constructor(page: Page) {
		this.panel = page.getByTestId('output-panel');
	}

	async arrived(): Promise<void> {
		const success = this.panel.getByTestId('node-run-status-success');
		await success.or(this.panel.getByTestId('node-run-status-danger')).waitFor();
	}

	/** As it is written above the items, such as "126 items". */
	async itemCount(): Promise<string> {
		return await this.panel.getByTestId('ndv-items-count').innerText();
	}

	/** The cells of the first row. */
	async firstRow(): Promise<string[]> {
		const row = this.panel.locator('tbody tr').first();
		// The table is drawn after the count above it.
		await row.waitFor();
		const cells = await row.locator('td').allInnerTexts();
		return cells.filter((cell) => cell !== '');
	}

	/** What failed, and what to do about it. */
	async error(): Promise<{ message: string; description: string }> {
		return {
			message: await this.panel.getByTestId('node-error-message').innerText(),
			description: await this.panel.getByTestId('node-error-description').innerText(),
		};
	}
}
