import type { Page } from 'playwright-core';
import type { Login } from '../../host/n8nSession.mts';

export class SignIn {
	constructor(private readonly page: Page) {}

	async as({ email, password }: Login): Promise<void> {
		await this.page.locator('input[name="emailOrLdapLoginId"]').fill(email);
		await this.page.locator('input[name="password"]').fill(password);
		await this.page.getByTestId('form-submit-button').click();
	}

	/** The title of the page that one gets to. */
	async firstPage(): Promise<string> {
		await this.page.getByTestId('project-home-menu-item').waitFor();
		return await this.page.getByRole('heading').first().innerText();
	}
}
