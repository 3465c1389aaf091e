import type { Locator, Page } from 'playwright-core';

/** The status page of the simulator, by roles and names, as a screen reader finds its parts. */
export class StatusPage {
	readonly live: Locator;
	readonly button: Locator;

	private constructor(readonly page: Page) {
		this.live = page.getByRole('status');
		this.button = page.getByRole('button');
	}

	static async open(page: Page, origin: string): Promise<StatusPage> {
		await page.goto(origin);
		return new StatusPage(page);
	}

	/** Waits for a number below its name. */
	async says(name: string, ...lines: string[]): Promise<void> {
		const tile = this.page.getByRole('term').filter({ hasText: name }).locator('..');
		const [number = '', ...details] = lines;
		await tile.getByText(number, { exact: true }).waitFor();
		for (const line of details) await tile.getByText(line).waitFor();
	}

	/** Waits until the live region starts like this. */
	async announces(text: string): Promise<void> {
		await this.live.filter({ hasText: text }).waitFor();
	}

	rows(table: string): Locator {
		const body = this.page.getByRole('table', { name: table }).getByRole('rowgroup').nth(1);
		return body.getByRole('row');
	}

	/** The cells of the first rows of a table, without the time. */
	async firstRows(table: string, count: number): Promise<string[][]> {
		const rows = await this.rows(table).all();
		return await Promise.all(
			rows
				.slice(0, count)
				.map((row) => row.locator('[role=rowheader], [role=cell]:not(.time)').allInnerTexts()),
		);
	}
}
