import type { Locator, Page } from 'playwright-core';
import { choose } from './dropDown.mts';

/** Where a credential is filled in and tested. */
export class CredentialDialog {
	readonly whole: Locator;

	constructor(page: Page) {
		this.whole = page.getByTestId('editCredential-modal');
	}

	async enterApiKey(apiKey: string): Promise<void> {
		await this.field('apiKey').fill(apiKey);
	}

	/** Chooses an address of one's own. */
	async enterBaseUrl(baseUrl: string): Promise<void> {
		await choose(this.whole.getByTestId('parameter-input-environment'), 'Custom');
		await this.field('baseUrl').fill(baseUrl);
	}

	/** Saves, which tests it. */
	async save(): Promise<void> {
		await this.whole.getByTestId('credential-save-button').click();
	}

	async isClosed(): Promise<void> {
		await this.whole.waitFor({ state: 'hidden' });
	}

	/** Why the test failed: the line that n8n shows for "More details". */
	async failure(): Promise<string> {
		await this.whole.getByText('More details').click();
		const banners = this.whole.getByTitle('Retry credential test').locator('xpath=../..');
		const banner = banners.filter({ visible: true });
		const lines = (await banner.innerText()).split('\n').filter((line) => line.trim() !== '');
		return lines.at(-1) ?? '';
	}

	async success(): Promise<void> {
		await this.whole.getByText('Connection tested successfully').waitFor();
	}

	private field(name: string): Locator {
		return this.whole.getByTestId(`parameter-input-${name}`).locator('input');
	}
}
