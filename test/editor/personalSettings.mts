import type { Page } from 'playwright-core';
import { choose } from './dropDown.mts';

export class PersonalSettings {
	constructor(private readonly page: Page) {}

	async chooseTheme(theme: 'Light theme' | 'Dark theme'): Promise<void> {
		await choose(this.page.getByTestId('theme-select'), theme);
		await this.page.getByTestId('save-settings-button').click();
		await this.page.getByText('Personal details updated').waitFor();
	}
}
