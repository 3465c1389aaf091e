import type { Locator } from 'playwright-core';

/** Opens a drop-down and picks the option that is called so; an option may have a description below its name. */
export async function choose(dropDown: Locator, option: string): Promise<void> {
	await dropDown.click();
	const page = dropDown.page();
	const name = page.getByText(option, { exact: true });
	await page.getByRole('option').filter({ has: name }).click();
}
