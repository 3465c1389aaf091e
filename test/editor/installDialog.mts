import type { Locator, Page } from 'playwright-core';

/** Where one says which package to install, and that one knows what one does. */
export class InstallDialog {
	readonly install: Locator;
	private readonly whole: Locator;

	constructor(private readonly page: Page) {
		this.whole = page.getByTestId('communityPackageInstall-modal');
		this.install = page.getByTestId('install-community-package-button');
	}

	async enterPackage(name: string): Promise<void> {
		await this.whole.getByTestId('package-name-input').fill(name);
	}

	async acceptTheRisk(): Promise<void> {
		await this.whole.getByTestId('user-agreement-checkbox').click();
	}

	/** Installs to the end. */
	async confirm(): Promise<void> {
		await this.install.click();
		await this.page.getByText('Package installed').waitFor();
		await this.whole.waitFor({ state: 'hidden' });
	}
}
